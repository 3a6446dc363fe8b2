import { isRecord } from "../core/control";
import type { StatusSource } from "./view";

/**
 * The control routes of the status page; undefined for another route.
 *
 * - `GET status`, `GET status/<filter>`: what the page shows
 * - `PUT switches/<id>` `{ "value": … }`, `POST actions/<id>`
 * - `POST remove` `{ "place": …, "name": … }`: as a person would on the panel
 * - `POST reset`: the panel as it was when it started
 */
export function statusRoute(
  source: StatusSource,
  method: string,
  segments: readonly string[],
  body: unknown,
): unknown {
  const [resource = "", key = ""] = segments;
  switch (`${method} ${resource}`) {
    case "GET status":
      return source.view(key);
    case "PUT switches": {
      const found = source.switches.find(({ id }) => id === key);
      found?.set(textIn(body, "value"));
      return found && {};
    }
    case "POST actions": {
      const found = source.actions.find(({ id }) => id === key);
      found?.run();
      return found && {};
    }
    case "POST remove":
      source.remove(textIn(body, "place"), textIn(body, "name"));
      return {};
    case "POST reset":
      source.reset();
      return {};
    default:
      return undefined;
  }
}

function textIn(body: unknown, field: string): string {
  const value = isRecord(body) ? body[field] : undefined;
  if (typeof value !== "string") throw new Error(`"${field}" is wanted, a text`);
  return value;
}
