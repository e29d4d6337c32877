const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MILLISECONDS = 120;
const COLUMNS = 80;

/** What is shown while something is done. */
export interface Progress {
  /** Replaces what is said beside the running step. */
  note(text: string): void;
  /** Ends the step with a line that stays. */
  done(line: string): void;
}

/** Where lines go: `process.stdout`, or something like it. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface Step {
  readonly name: string;
  readonly started: number;
  remark: string;
}

/**
 * Shows the steps that run: on a terminal each with a spinner and seconds in a line of its own, with a line at its start
 * where the output goes to a file.
 */
export class ProgressDisplay {
  readonly #steps = new Set<Step>();
  /** How many lines the last drawing has. */
  #drawn = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(readonly terminal: Terminal) {}

  start(name: string): Progress {
    if (!this.terminal.isTTY) {
      this.terminal.write(`${name} ...\n`);
      return {
        note: (text) => void this.terminal.write(`  ${name}: ${text}\n`),
        done: (line) => void this.terminal.write(`${line}\n`),
      };
    }
    const step: Step = { name, started: Date.now(), remark: "" };
    this.#steps.add(step);
    this.#timer ??= setInterval(() => this.#draw(), FRAME_MILLISECONDS);
    this.#draw();
    return {
      note: (text) => {
        step.remark = text;
      },
      done: (line) => {
        this.#steps.delete(step);
        if (this.#steps.size === 0) {
          clearInterval(this.#timer);
          this.#timer = undefined;
        }
        this.#draw(`${line}\n`);
      },
    };
  }

  /** Draws the steps over the last drawing, with a text above them that stays. */
  #draw(above = ""): void {
    const up = this.#drawn > 1 ? `\x1b[${this.#drawn - 1}A` : "";
    const lines = [...this.#steps].map((step) => this.#line(step));
    this.terminal.write(`\r${up}\x1b[J${above}${lines.join("\n")}`);
    this.#drawn = lines.length;
  }

  /** No longer than a line of the terminal: the next drawing counts lines. */
  #line({ name, started, remark }: Step): string {
    const now = Date.now();
    const frame = FRAMES[Math.floor(now / FRAME_MILLISECONDS) % FRAMES.length];
    const seconds = Math.round((now - started) / 1000);
    const line = `${frame} ${name}  ${seconds} s${remark ? `  ${remark}` : ""}`;
    return line.slice(0, (this.terminal.columns ?? COLUMNS) - 1);
  }
}
