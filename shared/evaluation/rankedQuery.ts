/** A query over cases that may name one that the others are ranked by. */
interface RankedQuery {
  like?: number | undefined;
}

/** The query without the case that others are ranked by. */
export function withoutLike<Query extends RankedQuery>(query: Query): Query {
  const plain = { ...query };
  delete plain.like;
  return plain;
}
