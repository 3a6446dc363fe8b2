import { z } from "zod";
import type { Clock } from "../core/clock";
import { isPanelError, orPanelError, type PanelError } from "../core/errors";
import { MOST_NAMES, printable } from "../core/text";
import { certificateOf } from "./api/certificate";
import type { EnhanceClient } from "./api/client";
import { issueCertificate, whyNotIssuable } from "./api/letsencrypt";
import type { Mapping } from "./api/mappings";

/** A certificate that was asked for and is not there. */
export interface CertificateRequest {
  /** How often it was asked for. */
  readonly attempts: number;
  /** When it may be asked for again; ISO 8601, UTC. */
  readonly next: string;
  /** Why it is not there. */
  readonly reason: string;
}

/** How a requested certificate stands: `request` where that is not known, as in inputs. */
export type Requested = "request" | "issued" | CertificateRequest;

const MINUTE = 60_000;
/** Within this time the panel tries by itself (docs/panels/enhance.md#lets-encrypt). */
const FIRST_PAUSE = 5 * MINUTE;
const LONGEST_PAUSE = 24 * 60 * MINUTE;

/** What a request comes to that was made so often in vain. */
export function inVain(attempts: number, reason: string, now: number): CertificateRequest {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1));
  return { attempts, next: new Date(now + pause).toISOString(), reason: printable(reason) };
}

export const isWaiting = (requested: Requested | undefined): requested is CertificateRequest =>
  typeof requested === "object";

/** Whether a certificate may be asked for again by now. */
export const isDue = (requested: Requested | undefined, now: number): boolean =>
  isWaiting(requested) && !(Date.parse(requested.next) > now);

const Stored = z.union([
  z.literal("issued"),
  z.object({ attempts: z.number(), next: z.string(), reason: z.string() }),
]);

/** How a request stands by an output. */
export const requestedIn = (output: unknown): Requested | undefined => Stored.safeParse(output).data;

/**
 * How a request stands when a list is looked at.
 *
 * @param before as it stood at the last look
 */
export function requestedOf(
  mapping: Mapping & { readonly requested?: Requested | undefined },
  before: Requested | undefined,
): Requested | undefined {
  if (certificateOf(mapping) !== undefined) return "issued";
  if (mapping.requested !== undefined && mapping.requested !== "issued") return mapping.requested;
  if (before !== "issued") return before;
  return { attempts: 0, next: new Date(0).toISOString(), reason: "the panel has it no more" };
}

/** What the user is to hear of certificates that are not there yet, for the first of them where they are many. */
export function requestRemarks(all: readonly (readonly [name: string, Requested | undefined])[]): string[] {
  const waiting = all.flatMap(([name, requested]) => (isWaiting(requested) ? [{ name, ...requested }] : []));
  const told = waiting
    .slice(0, MOST_NAMES)
    .map(
      ({ name, reason, next }) =>
        `${name}: no certificate yet, ${reason}. From ${next} on, \`pulumi up\` asks the panel again.`,
    );
  const rest = waiting.length - told.length;
  return rest > 0 ? [...told, `${rest} more have no certificate yet: see the output domains.`] : told;
}

/** Requests of one operation. */
export class CertificateRequests {
  readonly #made = new Map<string, "issued" | CertificateRequest>();

  constructor(
    private readonly client: EnhanceClient,
    private readonly clock: Clock,
    /** How it stood with a domain at the end of the last operation. */
    private readonly before: (domain: string) => Requested | undefined,
  ) {}

  /** Whether a certificate is to be asked for now. */
  isWanted(domain: string, mapping: Mapping): boolean {
    if (certificateOf(mapping) !== undefined || this.#made.has(domain)) return false;
    const before = this.before(domain);
    return !isWaiting(before) || isDue(before, this.clock.date());
  }

  /**
   * Asks for a certificate. That there is none yet is no failure: DNS may not lead to the panel for days.
   *
   * @param look finds the mapping in a list that is taken anew
   * @throws PanelError where asking again would not help
   */
  async make(domain: string, domainId: string, look: () => Promise<Mapping | undefined>): Promise<void> {
    const reason = (await whyNotIssuable(this.client, domainId)) ?? (await this.#issue(domainId, look));
    if (reason === undefined) {
      this.#made.set(domain, "issued");
      return;
    }
    const before = this.before(domain);
    const attempts = (isWaiting(before) ? before.attempts : 0) + 1;
    this.#made.set(domain, inVain(attempts, reason, this.clock.date()));
  }

  /** Whether a certificate was asked for, and is there. */
  isIssued(domain: string): boolean {
    return this.#made.get(domain) === "issued";
  }

  /** How it stands with a domain after the last list. */
  stateOf(domain: string, mapping: Mapping): Requested | undefined {
    if (certificateOf(mapping) !== undefined) return "issued";
    const made = this.#made.get(domain);
    return made === "issued" ? undefined : (made ?? this.before(domain));
  }

  /** @returns why it is not there; undefined where it is */
  async #issue(domainId: string, look: () => Promise<Mapping | undefined>): Promise<string | undefined> {
    const failed = await orPanelError(issueCertificate(this.client, domainId));
    if (isPanelError(failed)) {
      if (!isPanelError(failed, "rejected", "conflict", "unclear")) throw failed;
      return reasonOf(failed);
    }
    const mapping = await look();
    if (mapping !== undefined && certificateOf(mapping) !== undefined) return undefined;
    return "the panel said that it was issued, and its list does not show it";
  }
}

/** What happened, without the panel and what to do, which the message around it has. */
function reasonOf({ failure: { what, status, code, detail } }: PanelError): string {
  const codes = [status && `HTTP ${status}`, code && `code ${code}`].filter(Boolean).join(", ");
  return `${what} [${codes}]${detail ? `: ${detail}` : ""}`.replace(/\.\s*$/, "");
}
