-- As a restore or a large deletion writes: four times the posts, 700 MB of log.
create table if not exists archive (like statuses);
do $$
begin
    for turn in 1..4 loop
        insert into archive select * from statuses;
        commit;
        truncate archive;
        commit;
    end loop;
end
$$;
