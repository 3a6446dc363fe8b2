import { expect } from "chai";
import { parsePanelUrl } from "../../provider/core/panelUrl";

describe("a panel's API address", () => {
  const ACCEPTED: [text: string, href: string, panel: string][] = [
    ["https://panel.example.com:8083/api/", "https://panel.example.com:8083/api/", "panel.example.com:8083"],
    ["https://panel.example.com:8083/api", "https://panel.example.com:8083/api/", "panel.example.com:8083"],
    [
      "https://panel.example.com:8083//api//",
      "https://panel.example.com:8083/api/",
      "panel.example.com:8083",
    ],
    ["https://panel.example.com/api/", "https://panel.example.com/api/", "panel.example.com:443"],
    ["https://panel.example.com:443/api/", "https://panel.example.com/api/", "panel.example.com:443"],
    ["HTTPS://Panel.Example.COM:8083/api/", "https://panel.example.com:8083/api/", "panel.example.com:8083"],
    ["https://192.0.2.1:8083/api/", "https://192.0.2.1:8083/api/", "192.0.2.1:8083"],
    ["https://[2001:db8::1]:8083/api/", "https://[2001:db8::1]:8083/api/", "[2001:db8::1]:8083"],
    ["http://127.0.0.1:8083/api/", "http://127.0.0.1:8083/api/", "127.0.0.1:8083"],
    ["http://127.1.2.3/api/", "http://127.1.2.3/api/", "127.1.2.3:80"],
    ["http://localhost:3000/api", "http://localhost:3000/api/", "localhost:3000"],
    ["http://[::1]:3000/api/", "http://[::1]:3000/api/", "[::1]:3000"],
  ];
  for (const [text, href, panel] of ACCEPTED) {
    it(`${text} is taken as ${href}, panel ${panel}`, () => {
      const found = parsePanelUrl(text);
      expect(found.ok && { href: found.url.href, panel: found.panel }).to.deep.equal({ href, panel });
    });
  }

  const REFUSED: [what: string, text: string, problem: RegExp][] = [
    ["no text", "", /^is not a URL; it looks like https:/],
    ["a host name", "panel.example.com", /^is not a URL/],
    ["a host and port", "panel.example.com:8083/api/", /^is not a URL/],
    ["another protocol", "ftp://panel.example.com/api/", /^is not a URL/],
    ["plain http", "http://panel.example.com:8083/api/", /^is plain http, .* in clear; use https/],
    ["plain http to a private address", "http://192.168.0.1:8083/api/", /^is plain http/],
    ["plain http to a name that begins like loopback", "http://127.0.0.1.example.com/api/", /^is plain http/],
    [
      "plain http to a host name that begins with localhost",
      "http://localhost.example.com/api/",
      /^is plain http/,
    ],
    [
      "no /api/",
      "https://panel.example.com:8083",
      /^does not end in \/api\/; use https:\/\/panel\.example\.com:8083\/api\/$/,
    ],
    ["another path", "https://panel.example.com:8083/login/", /^does not end in \/api\//],
    ["something after /api/", "https://panel.example.com:8083/api/index.php", /^does not end in \/api\//],
    ["a query", "https://panel.example.com:8083/api/?user=admin", /^does not end in \/api\//],
    ["a fragment", "https://panel.example.com:8083/api/#top", /^does not end in \/api\//],
  ];
  for (const [what, text, problem] of REFUSED) {
    it(`refuses ${what}`, () => {
      const found = parsePanelUrl(text);
      expect(found.ok ? "" : found.problem).to.match(problem);
    });
  }

  for (const text of [
    "https://admin:s3cret@panel.example.com/api/",
    "https://s3cret@panel.example.com/api/",
  ]) {
    it(`refuses credentials in it without repeating them: ${text.replace("s3cret", "…")}`, () => {
      const found = parsePanelUrl(text);
      expect(found.ok ? "" : found.problem)
        .to.match(/^has credentials in it/)
        .and.not.contain("s3cret");
    });
  }
});
