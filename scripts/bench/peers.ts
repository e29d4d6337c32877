import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPORT_PEAK, type Subject } from "./subjects";

/** The Blueprints with the versions of AWS CDK that they ask for. */
const VERSIONS = {
  "@aws-quickstart/eks-blueprints": "1.19.0",
  "aws-cdk": "2.1129.0",
  "aws-cdk-lib": "2.261.0",
  constructs: "10.7.2",
};

/**
 * Installs the EKS Blueprints for AWS CDK into a folder, a minute's download; gives their floor, the same kind of cluster, and
 * that through the CLI.
 */
export function peers(folder: string): Subject[] {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: VERSIONS }));
  writeFileSync(
    join(folder, "floor.cjs"),
    'const { App, Stack } = require("aws-cdk-lib");\nconst app = new App();\nnew Stack(app, "empty");\napp.synth();\n',
  );
  copyFileSync(join(__dirname, "blueprints.cjs"), join(folder, "blueprints.cjs"));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "ignore" });
  const cli = [join(folder, "node_modules/aws-cdk/bin/cdk"), "synth", "--quiet", "--no-notices"];
  const program = (name: string, file: string): Subject => ({
    name,
    command: [process.execPath, ...REPORT_PEAK, join(folder, file)],
    folder,
    peak: true,
  });
  return [
    program("AWS CDK: an empty stack", "floor.cjs"),
    program("AWS CDK: 1 cluster, EKS Blueprints", "blueprints.cjs"),
    {
      name: "AWS CDK: 1 cluster, EKS Blueprints, `cdk synth`",
      command: [process.execPath, ...cli, "--app", "node blueprints.cjs"],
      folder,
      peak: false,
    },
  ];
}
