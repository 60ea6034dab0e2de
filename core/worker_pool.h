// Threads that do what they are given, first come first served.
#pragma once

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
  // by itself, once it asks for it: threads that wait for each other would stand still.
  template <typename Task>
  std::future<std::invoke_result_t<Task>> Run(Task task) {
    if (threads_.empty() || of_this_thread == this)
      return std::async(std::launch::deferred, std::move(task));
    using Packaged = std::packaged_task<std::invoke_result_t<Task>()>;
    // std::function wants to be copied; a packaged task cannot be.
    auto packaged = std::make_shared<Packaged>(std::move(task));
    auto result = packaged->get_future();
    Add([packaged] { (*packaged)(); });
    return result;
  }

 private:
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
