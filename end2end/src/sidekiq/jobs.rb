# Jobs that do what a job of Mastodon does, for a time that is given: Ruby, queries, waiting, Ruby.
# sidekiq -r jobs.rb, with Debian's ruby-sidekiq, ruby-activerecord and ruby-pg.
require "active_record"
require "sidekiq"

ActiveRecord::Base.logger = nil
ActiveRecord::Base.establish_connection(
  adapter: "postgresql", host: "127.0.0.1", username: "bench", database: "bench",
  pool: Integer(ENV.fetch("POOL")), advisory_locks: false
)
Sidekiq.logger.level = Logger::WARN

class Status < ActiveRecord::Base
end

# What the process has done.
module Tally
  @lock = Mutex.new
  @jobs = @failed = 0
  @last = @cpu = 0.0

  def self.seconds(clock) = Process.clock_gettime(clock)

  def self.start = @at_start = seconds(Process::CLOCK_PROCESS_CPUTIME_ID)

  def self.count(failed)
    @lock.synchronize do
      @jobs += 1
      @failed += 1 if failed
      @last = seconds(Process::CLOCK_REALTIME)
      @cpu = seconds(Process::CLOCK_PROCESS_CPUTIME_ID) - @at_start
    end
  end

  def self.to_s = format("%d %d %.6f %.6f", @jobs, @failed, @last, @cpu)
end

class Job
  include Sidekiq::Worker
  sidekiq_options retry: false

  # Times are in microseconds.
  def perform(ruby, queries, wait)
    work(ruby / 2)
    queries.times { Status.find_by(id: rand(1..100_000)) }
    sleep(wait / 1e6) if wait.positive?
    work(ruby - ruby / 2)
  rescue StandardError
    failed = true
  ensure
    # As Rails does around a job.
    ActiveRecord::Base.clear_active_connections!
    Tally.count(failed)
  end

  private

  # Takes so much of a core, however long that takes.
  def work(microseconds)
    till = Tally.seconds(Process::CLOCK_THREAD_CPUTIME_ID) + microseconds / 1e6
    x = 1
    100.times { x = x * 31 % 65_521 } while Tally.seconds(Process::CLOCK_THREAD_CPUTIME_ID) < till
  end
end

Sidekiq.configure_server do |config|
  config.redis = { url: "redis://127.0.0.1:6379/0" }
  config.on(:startup) do
    Status.first
    ActiveRecord::Base.clear_active_connections!
    Tally.start
    File.write(ENV.fetch("READY"), "")
  end
  config.on(:shutdown) { File.write(ENV.fetch("TALLY"), Tally.to_s) }
end
