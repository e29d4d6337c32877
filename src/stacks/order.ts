import { dependable, type IAspect, type ITerraformDependable, TerraformModule, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** What Terraform makes, and orders by `depends_on`. Data sources aren't among it: with one they would be read late. */
type Made = TerraformResource | TerraformModule;

// CDKTF visits each construct right before a stack is written, whoever added it, and when: an aspect sees all of them.

/** Has one resource made after everything else in its stack, and removed before it. */
export class MadeLast implements IAspect {
  readonly #last: TerraformResource;
  readonly #others = new Set<string>();

  constructor(last: TerraformResource) {
    this.#last = last;
  }

  visit(construct: IConstruct): void {
    if (construct === this.#last || !isMade(construct)) return;
    this.#others.add(dependable(construct));
    this.#last.dependsOn = [...this.#others];
  }
}

/** Has some of what is in a stack made after something else, and removed before it. */
export class MadeAfter implements IAspect {
  readonly #concerns: (construct: IConstruct) => boolean;
  readonly #first: readonly string[];

  constructor(concerns: (construct: IConstruct) => boolean, first: readonly ITerraformDependable[]) {
    this.#concerns = concerns;
    this.#first = first.map(dependable);
  }

  visit(construct: IConstruct): void {
    if (!isMade(construct) || !this.#concerns(construct)) return;
    construct.dependsOn = [...new Set([...(construct.dependsOn ?? []), ...this.#first])];
  }
}

function isMade(construct: IConstruct): construct is Made {
  return TerraformResource.isTerraformResource(construct) || construct instanceof TerraformModule;
}
