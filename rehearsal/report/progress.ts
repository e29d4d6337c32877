const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MILLISECONDS = 120;

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
  write(text: string): unknown;
}

/**
 * Shows that a step runs: with a spinner and seconds on a terminal, with a line at its start where the output goes to a
 * file.
 */
export function startProgress(terminal: Terminal, step: string): Progress {
  const started = Date.now();
  if (!terminal.isTTY) {
    terminal.write(`${step} ...\n`);
    return {
      note: (text) => void terminal.write(`  ${text}\n`),
      done: (line) => void terminal.write(`${line}\n`),
    };
  }
  let [frame, remark] = [0, ""];
  const draw = () => {
    frame = (frame + 1) % FRAMES.length;
    const seconds = Math.round((Date.now() - started) / 1000);
    terminal.write(`\r\x1b[2K${FRAMES[frame]} ${step}  ${seconds} s${remark ? `  ${remark}` : ""}`);
  };
  const timer = setInterval(draw, FRAME_MILLISECONDS);
  draw();
  return {
    note: (text) => {
      remark = text;
    },
    done: (line) => {
      clearInterval(timer);
      terminal.write(`\r\x1b[2K${line}\n`);
    },
  };
}
