/** A table of the sample: rows it is drawn over, with the columns its fields use, and the fields by name. */
export interface SampleTable {
  readonly from: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Some rows for each of the people, numbered from 0 by `j`. */
export const many = (count: string) => `(SELECT people.*, unnest(range((${count})::BIGINT)) AS j FROM people)`;

/** A day so many days before another. */
export const ago = (day: string, days: string) => `(DATE '${day}' - (${days})::INTEGER)`;
