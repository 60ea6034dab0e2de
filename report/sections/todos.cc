// What only people can tell. Each has an id that stays, so that what they write survives
// when the review is made again (report/human.h).

#include <array>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

struct Todo {
  std::string_view list;  // the tag: "todo_" and the part of the review
  std::string_view id;
  std::string_view question;
  std::string_view why;  // why the evidence cannot tell
};

constexpr std::array kTodos = std::to_array<Todo>({
    {"todo_summary", "summary-1", "Confirm or correct this summary, and name its authors.",
     "Only people can sign it."},
    {"todo_timeline", "timeline-1", "Add what people noticed, decided and did, and when.",
     "The evidence holds no record of it."},
    {"todo_impact", "impact-1", "Which services and users were affected, and how many?",
     "The evidence holds no request metrics."},
    {"todo_impact", "impact-2", "What did they see, and for how long?",
     "The evidence shows components, not users."},
    {"todo_impact", "impact-3", "Was data lost or redundancy reduced?",
     "The evidence does not show stored data."},
    {"todo_impact", "impact-4", "Which severity, SLO or ticket applies?",
     "That is set by your organisation."},
    {"todo_resolution", "resolution-1", "What was done, by which role, and what changed after it?",
     "The evidence does not tell actions of people from actions of programs."},
    {"todo_actions", "actions-1", "Choose, and give each an owner, a date and a ticket.",
     "That is for the team to decide."},
    {"todo_detection", "detection-1", "How, when and by what was this noticed?",
     "The evidence shows when it happened, not when it was seen."},
    {"todo_detection", "detection-2",
     "Which signal was there earlier, and what would have shown it?",
     "No alert or dashboard is part of the evidence."},
    {"todo_lessons", "lessons-1", "What went well?", "Only those who were there know."},
    {"todo_lessons", "lessons-2", "What was hard?", "Only those who were there know."},
    {"todo_lessons", "lessons-3", "Where were we lucky?", "Only those who were there know."},
});

}  // namespace

void FillTodos(SectionContext& context) {
  std::map<std::string, TemplateData::List> lists;
  for (const Todo& todo : kTodos) {
    TemplateData row = Row({{"todo_id", Words(todo.id)},
                            {"todo_question", Words(todo.question)},
                            {"todo_why", Words(todo.why)}});
    const auto answer = context.answers.find(std::string(todo.id));
    row.SetFlag("todo_open", answer == context.answers.end());
    row.Set("todo_answer", Verbatim{answer == context.answers.end() ? "" : answer->second});
    lists[std::string(todo.list)].push_back(std::move(row));
  }
  for (auto& [name, list] : lists) context.out.Set(name, std::move(list));
}

}  // namespace howdunit::report
