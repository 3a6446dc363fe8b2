/** Takes credentials out of texts, as they are and as a call sends them. */
export function redactor(credentials: readonly string[]): (text: string) => string {
  const forms = credentials.flatMap((one) => [
    one,
    new URLSearchParams([["", one]]).toString().slice(1),
    encodeURIComponent(one),
    JSON.stringify(one).slice(1, -1),
  ]);
  // The longest first: what is left of one that another is a part of would still be told.
  const distinct = [...new Set(forms)].filter((form) => form !== "").sort((a, b) => b.length - a.length);
  return (text) => distinct.reduce((rest, form) => rest.replaceAll(form, "[credential]"), text);
}
