import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parseWpConfig, readWpConfig } from "../../../provider/cli/wpConfig";
import { ConfigurationError } from "../../../provider/core/errors";

/** What is found in a file with these lines. */
async function read(
  php: string,
): Promise<{ constants: Record<string, string>; computed: readonly string[] }> {
  const { constants, computed } = await parseWpConfig(`<?php\n${php}`, "wp-config.php");
  return { constants: Object.fromEntries(constants), computed };
}

/** The error of a promise that is to fail. */
async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it did not fail");
}

describe("a wp-config.php", () => {
  it("gives the constants of every way to define one", async () => {
    const { constants, computed } = await read(`
      define('A', 'one'); define( "B", "t\\"wo" ) ; \\define('C', 3); DEFINE('D', true);
      const E = 'five', F = 'six';
      defined('G') || define('G', 'seven');
      if ( ! defined( 'H' ) ) { define( 'H', 'eight' ); }
      define('I', 'ni' . 'ne');
      define('J', <<<EOT
ten
EOT
      );
      define('K', <<<'EOT'
eleven
EOT
      );
    `);
    expect(constants).to.deep.equal({
      A: "one",
      B: 't"wo',
      C: "3",
      D: "true",
      E: "five",
      F: "six",
      G: "seven",
      H: "eight",
      I: "nine",
      J: "ten",
      K: "eleven",
    });
    expect(computed).to.deep.equal([]);
  });

  it("gives nothing of comments, strings, classes and functions", async () => {
    const found = await read(`
      // define('A', 'x');
      # define('A', 'x');
      /* define('A', 'x'); */
      $text = "define('A', 'x');";
      class Settings { const A = 'x'; function set() { define('A', 'x'); } }
      function later() { define('A', 'x'); }
      $later = function () { define('A', 'x'); };
      Config::define('A', 'x');
    `);
    expect(found).to.deep.equal({ constants: {}, computed: [] });
  });

  it("names the constants whose values PHP has to find out, and runs nothing", async () => {
    const found = await read(`
      define('A', getenv('TOKEN')); define('B', "x{$y}"); define('C', 'x' . $y); define('D', __DIR__ . '/x');
    `);
    expect(found).to.deep.equal({ constants: {}, computed: ["A", "B", "C", "D"] });
  });

  it("gives the first of two definitions, and none where branches differ", async () => {
    const { constants, computed } = await read(`
      define('A', 'first'); define('A', 'second');
      if ($live) { define('B', 'live'); define('C', 'same'); } else { define('B', 'test'); define('C', 'same'); }
      if ($live) define('D', 'live'); else define('D', getenv('D'));
      define('E', getenv('E')); define('E', 'second');
    `);
    expect(constants).to.deep.equal({ A: "first", C: "same" });
    expect(computed).to.deep.equal(["B", "D", "E"]);
  });

  it("may have a byte order mark, other line ends, and HTML before and after", async () => {
    const text = "\uFEFF<!-- x -->\r\n<?php\r\ndefine( 'A', 'x' );\r\n?>\r\n<p>define('B', 'y')</p>";
    const { constants } = await parseWpConfig(text, "wp-config.php");
    expect(Object.fromEntries(constants)).to.deep.equal({ A: "x" });
  });

  it("that is not PHP is told of by its line, without a word of it", async () => {
    const error = await failure(read("\ndefine('WU_ENHANCE_API_TOKEN', 'the-token' 'more');"));
    expect(error).to.be.instanceOf(ConfigurationError);
    expect(error.message).to.equal("wp-config.php is not PHP: there is a syntax error in line 3");
  });

  describe("on disk", () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "mapped-domains-wp-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("is read", async () => {
      const file = join(folder, "wp-config.php");
      writeFileSync(file, "<?php define('A', 'x');");
      expect([...(await readWpConfig(file)).constants]).to.deep.equal([["A", "x"]]);
    });

    it("that is not there, or is a folder, is an error that names it", async () => {
      expect((await failure(readWpConfig(join(folder, "none.php")))).message).to.match(
        /none\.php cannot be read: ENOENT/,
      );
      expect((await failure(readWpConfig(folder))).message).to.match(/cannot be read: EISDIR/);
    });
  });
});
