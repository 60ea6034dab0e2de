// Threads that do what they are given, first come first served.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace howdunit {

class WorkerPool {
 public:
  // With no threads, a task is done by whoever asks for its result.
  explicit WorkerPool(std::size_t threads);
  // Waits for the tasks that were begun; the others are dropped.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // The result, or what the task threw, comes by the future. Futures taken in the order of the
  // tasks give results that do not depend on the number of threads. The caller bounds how many are
  // out: each holds its result until it is taken. What one of the pool's own threads gives is done
  // by another one that has nothing else to do, or by itself once it asks for it: threads that only
  // wait for each other would stand still.
  template <typename Task>
  std::future<std::invoke_result_t<Task>> Run(Task task) {
    using Result = std::invoke_result_t<Task>;
    if (threads_.empty()) return std::async(std::launch::deferred, std::move(task));
    if (of_this_thread == this) {
      auto own = std::make_shared<OwnTask<Result>>(std::move(task));
      Add([own] { own->Begin(); });
      return std::async(std::launch::deferred,
                        [asked = Asked<Result>(std::move(own))] { return asked.Take(); });
    }
    using Packaged = std::packaged_task<Result()>;
    // std::function wants to be copied; a packaged task cannot be.
    auto packaged = std::make_shared<Packaged>(std::move(task));
    auto result = packaged->get_future();
    Add([packaged] { (*packaged)(); });
    return result;
  }

 private:
  // What a thread of the pool gave: done by whoever begins it first.
  template <typename Result>
  class OwnTask {
   public:
    template <typename Task>
    explicit OwnTask(Task task) : task_(std::move(task)), result_(task_.get_future()) {}

    void Begin() {
      if (!begun_.exchange(true)) task_();
    }
    Result Take() {
      Begin();
      return result_.get();
    }
    // Nobody will ask: what it refers to may go.
    void Leave() {
      if (begun_.exchange(true) && result_.valid()) result_.wait();
    }

   private:
    std::atomic<bool> begun_ = false;
    std::packaged_task<Result()> task_;
    std::future<Result> result_;
  };

  // Of the future that was given for it.
  template <typename Result>
  class Asked {
   public:
    explicit Asked(std::shared_ptr<OwnTask<Result>> task) : task_(std::move(task)) {}
    ~Asked() {
      if (task_ != nullptr) task_->Leave();
    }
    Asked(Asked&&) noexcept = default;
    Asked& operator=(Asked&&) = delete;

    Result Take() const { return task_->Take(); }

   private:
    std::shared_ptr<OwnTask<Result>> task_;
  };

  void Add(std::function<void()> task);
  void Work();

  static thread_local const WorkerPool* of_this_thread;  // whose thread it is; null: of no pool

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;  // not begun
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace howdunit
