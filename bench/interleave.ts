/**
 * Takes measurements of several subjects in turns, so that what else the machine does meets all of them alike. The
 * first round goes in the order given; each further one begins one later.
 */
export async function interleaved<Subject extends string, Measured>(
  times: number,
  subjects: Readonly<Record<Subject, () => Promise<Measured>>>,
): Promise<Record<Subject, Measured[]>> {
  const names = Object.keys(subjects) as Subject[];
  const taken = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Subject, Measured[]>;
  for (let round = 0; round < times; round++) {
    const begin = round % names.length;
    for (const name of [...names.slice(begin), ...names.slice(0, begin)])
      taken[name].push(await subjects[name]());
  }
  return taken;
}

export const secondsOf = (runs: readonly { readonly seconds: number }[]): number[] =>
  runs.map(({ seconds }) => seconds);
