import { joinLimited } from "../core/text";
import type { Listing } from "../resource/panel";
import type { WebDomain, WebDomainRef } from "./api/account";
import { byHand } from "./api/explain";

/**
 * Names that no delete command takes, or finds (docs/panels/hestia.md#deleting-aliases): characters, dashes, dots and
 * stars that it refuses, and a space at an end, which the API cuts off. Such a name came to the web domain in another
 * way.
 */
const REFUSED = /[_[\]!|@#$^&()+={}<>?/\\"';%`\r\v\f]|(^|\.)-|-(\.|$)|^\.|\.$|\.\.|^(?!\*\.).*\*|^\s|\s$/;

/** The aliases of a web domain; the www name that the panel itself gives it is none of them. */
export class Aliases implements Listing<never> {
  constructor(
    readonly webDomain: WebDomain,
    private readonly base: string,
  ) {}

  get names(): string[] {
    return [...this.webDomain.names()].filter((name) => name !== `www.${this.base}`);
  }

  get removable(): string[] {
    return this.names.filter((name) => !this.webDomain.spellings(name).some((alias) => REFUSED.test(alias)));
  }

  get unusable(): string | undefined {
    return this.webDomain.suspended ? `web domain ${this.base} is suspended` : undefined;
  }

  has(name: string): boolean {
    return this.webDomain.has(name);
  }

  canServe(name: string): boolean {
    return this.webDomain.isInVhost(name);
  }

  get(): undefined {
    return undefined;
  }
}

/** What the user of an exclusive set is told of names that no call can delete; none where there are none. */
export function undeletable(
  { names, removable }: Aliases,
  { account, webDomain }: WebDomainRef,
  own: readonly string[],
): string[] {
  const known = new Set([...own, ...removable]);
  const stuck = names.filter((name) => !known.has(name)).map((name) => JSON.stringify(name));
  if (stuck.length === 0) return [];
  return [
    `Web domain ${webDomain} also has ${joinLimited(stuck)}, stored in a spelling that the panel's delete ` +
      `command refuses or does not find, so that the set leaves it. ${byHand(account, webDomain)}`,
  ];
}
