#include "core/worker_pool.h"

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

TEST_CASE("worker pool: results come by the future of their task, on any number of threads",
          "[core]") {
  for (const std::size_t threads : {0U, 1U, 2U, 8U}) {
    WorkerPool pool(threads);
    std::vector<std::future<int>> results;
    for (int i = 0; i < 100; ++i) results.push_back(pool.Run([i] { return i * i; }));
    for (int i = 0; i < 100; ++i) CHECK(results[static_cast<std::size_t>(i)].get() == i * i);
  }
}

TEST_CASE("worker pool: without threads a task waits until its result is asked for", "[core]") {
  WorkerPool pool(0);
  bool done = false;
  auto result = pool.Run([&] { done = true; });
  CHECK_FALSE(done);
  result.get();
  CHECK(done);
}

TEST_CASE("worker pool: tasks may wait for tasks of their own", "[core]") {
  WorkerPool pool(2);
  std::vector<std::future<int>> results;
  for (int i = 0; i < 20; ++i) {
    results.push_back(pool.Run([&pool, i] {
      auto inner = pool.Run([i] { return i; });
      return inner.get() + 1;
    }));
  }
  for (int i = 0; i < 20; ++i) CHECK(results[static_cast<std::size_t>(i)].get() == i + 1);
}

TEST_CASE("worker pool: a task's own tasks are done by threads that have nothing else to do",
          "[core]") {
  WorkerPool pool(2);
  std::promise<std::thread::id> other;
  auto outer = pool.Run([&] {
    auto inner = pool.Run([&] { other.set_value(std::this_thread::get_id()); });
    const bool stolen = other.get_future().get() != std::this_thread::get_id();
    inner.get();
    return stolen;
  });
  CHECK(outer.get());
}

TEST_CASE("worker pool: a task's own task that nobody asks for is not begun later", "[core]") {
  for (int round = 0; round < 200; ++round) {
    WorkerPool pool(2);
    auto outer = pool.Run([&] {
      auto gone = std::make_unique<std::atomic<int>>(0);
      std::vector<std::future<void>> left;
      for (int i = 0; i < 4; ++i) left.push_back(pool.Run([&count = *gone] { ++count; }));
    });
    outer.get();
  }
}

TEST_CASE("worker pool: what a task throws is thrown where its result is taken", "[core]") {
  for (const std::size_t threads : {0U, 2U}) {
    WorkerPool pool(threads);
    auto result = pool.Run([]() -> int { throw std::runtime_error("broken"); });
    CHECK_THROWS_WITH(result.get(), "broken");
    CHECK(pool.Run([] { return 1; }).get() == 1);
  }
}

TEST_CASE("worker pool: its end waits for what was begun and drops the rest", "[core]") {
  std::promise<void> begun;
  std::atomic<int> finished = 0;
  std::future<void> first, second;
  {
    std::promise<void> go;
    WorkerPool pool(1);
    first = pool.Run([&, gate = go.get_future().share()] {
      begun.set_value();
      gate.wait();
      ++finished;
    });
    second = pool.Run([&] { ++finished; });
    begun.get_future().wait();
    std::thread([&go] { go.set_value(); }).join();
  }
  CHECK_NOTHROW(first.get());
  CHECK(finished >= 1);
}

}  // namespace
}  // namespace howdunit
