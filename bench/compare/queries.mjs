// The questions in the peers' best SQL. Rows come in the same order and shape from all, so that answers can be compared:
// funnel [n1 … n5] · flow [from, to, count, mean gap] · paths [[p0 … p4], n] · retention [cohort, offset, n].
// Weeks begin on Mondays (1699833600 is one). Expert forms rely on the table being stored by customer and time.
const week = 1699833600;
const byEdge = "order by p0, p";
const byPath = "order by n desc, pth limit 50";
const byWeek = "order by w0, o";

const steps = [3, 7, 1, 12, 20];
const funnelOfDuck = (window) => {
  const levels = steps.slice(1).map((step, i) => `l${i + 2} as (select *, max(case when p = ${step} and t - s${i + 1} <= 7776000 then s${i + 1} end) over w s${i + 2} from l${i + 1} ${window})`);
  const reached = steps.map((_, i) => steps.length - 1 - i).map((i) => `when s${i + 1} is not null then ${i + 1}`).join(" ");
  return `with e as (select c, t::bigint t, p from ev where p in (${steps})), l1 as (select c, t, p, max(case when p = 3 then t end) over w s1 from e ${window}), ${levels.join(", ")},
    l as (select c, max(case ${reached} else 0 end) l from l5 group by c)
    select ${steps.map((_, i) => `count_if(l >= ${i + 1})`)} from l`;
};

export const clickhouse = {
  funnel: `select ${steps.map((_, i) => `countIf(l >= ${i + 1})`)} from (select c, windowFunnel(7776000)(t, ${steps.map((step) => `p = ${step}`)}) l from ev where p in (${steps}) group by c)`,
  flow: `select bitAnd(e.1, 63) p0, bitAnd(e.2, 63) p, count() n, avg(intDiv(e.2, 64) - intDiv(e.1, 64)) gap from
    (select arrayJoin(arrayMap((a, b) -> (a, b), arrayPopBack(x), arrayPopFront(x))) e from (select c, arraySort(groupArray(toUInt64(toUInt32(t)) * 64 + p)) x from ev group by c)) group by p0, p ${byEdge}`,
  paths: `select pth, count() n from (select arrayMap(v -> bitAnd(v, 63), arraySlice(x, indexOf(arrayMap(v -> bitAnd(v, 63), x), 3), 5)) pth from
    (select c, arraySort(groupArray(toUInt64(toUInt32(t)) * 64 + p)) x from ev group by c) where has(arrayMap(v -> bitAnd(v, 63), x), 3)) where length(pth) = 5 group by pth ${byPath}`,
  retention: `select w0, w - w0 o, count() n from (select c, arrayJoin(ws) w, w0 from
    (select c, groupUniqArray(intDiv(toUInt32(t) - ${week}, 604800)) ws, min(intDiv(toUInt32(t) - ${week}, 604800)) w0 from ev group by c)) group by w0, o ${byWeek}`,
};

export const duckdb = {
  funnel: funnelOfDuck("window w as (partition by c order by t rows unbounded preceding)"),
  flow: `select p0, p, count(*) n, avg(t - t0) gap from (select p, t::bigint t, lag(p) over w p0, lag(t::bigint) over w t0 from ev window w as (partition by c order by t)) where p0 is not null group by 1, 2 ${byEdge}`,
  paths: `with f as (select c, min(t) ft from ev where p = 3 group by c), x as (select ev.c, min_by(p, t, 5) pth from ev join f on ev.c = f.c and ev.t >= f.ft group by ev.c)
    select pth, count(*) n from x where len(pth) = 5 group by pth ${byPath}`,
  retention: `with a as (select distinct c, (t - ${week}) // 604800 w from ev), f as (select c, min(w) w0 from a group by c) select w0, w - w0 o, count(*) n from a join f using(c) group by 1, 2 ${byWeek}`,
};

export const duckdbExpert = {
  flow: `select p0, p, count(*) n, avg(t - t0) gap from (select c, p, t::bigint t, lag(c) over () c0, lag(p) over () p0, lag(t::bigint) over () t0 from ev) where c = c0 group by 1, 2 ${byEdge}`,
  paths: `with x as (select c, t, p, lead(p, 1) over () p1, lead(p, 2) over () p2, lead(p, 3) over () p3, lead(p, 4) over () p4, lead(c, 4) over () c4 from ev),
    y as (select c, arg_min({'c4': c4, 'a': p1, 'b': p2, 'd': p3, 'e': p4}, t) s from x where p = 3 group by c)
    select [3, s.a, s.b, s.d, s.e] pth, count(*) n from y where s.c4 = c group by all ${byPath}`,
  retention: `with a as (select c, min((t - ${week}) // 604800) w0, bit_or(1::ubigint << ((t - ${week}) // 604800)::ubigint) b from ev group by c)
    select w0, r.o - w0 o, count(*) n from a, range(0, 54) r(o) where b & (1::ubigint << r.o::ubigint) <> 0 group by 1, 2 ${byWeek}`,
};
