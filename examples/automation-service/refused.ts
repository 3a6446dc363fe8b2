/** A request that is not done, with the HTTP status that says why. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    message: string,
    options: ErrorOptions & { readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options);
    this.headers = options.headers ?? {};
  }
}
