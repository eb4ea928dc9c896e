-- 6,250 posts of each of 20 accounts in order, some 5 MB each: more than the default of work_mem. One process sorts.
set max_parallel_workers_per_gather = 0;
do $$
begin
    for account in 0..19 loop
        perform count(*) from (
            select id, text from statuses where account_id = account order by text offset 0
        ) in_order;
    end loop;
end
$$;
