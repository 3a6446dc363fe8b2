/** The log of a panel: the array is the record, `clear` empties it and keeps counting. */
export class CallLog<Call> {
  readonly requests: Call[] = [];
  #seq = 0;

  /** Adds what `make` makes of the next number, from 1 in the order of arrival. */
  protected next(make: (seq: number) => Call): Call {
    const call = make(++this.#seq);
    this.requests.push(call);
    return call;
  }

  clear(): void {
    this.requests.length = 0;
  }
}
