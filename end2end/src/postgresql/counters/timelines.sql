-- Twenty thousand posts all over the table are read and liked, every tenth is edited. 7,919 and 200,000 have no divisor in common, so
-- no post is met twice.
do $$
declare
    post bigint;
begin
    for turn in 1..20000 loop
        post := 1 + (turn::bigint * 7919) % 200000;
        perform text from statuses where id = post;
        update status_stats set favourites_count = favourites_count + 1 where status_id = post;
        if turn % 10 = 0 then
            update statuses set updated_at = clock_timestamp() where id = post;
        end if;
        if turn % 1000 = 0 then
            commit;
        end if;
    end loop;
end
$$;
