// A lesson: Markdown that acts, asks and claims. What it claims is checked against the figures of a real run.
//
// The form (resources/lessons/NAME.md):
//
//   ---
//   title: Hello world
//   family: Request-reply
//   chapter: 1
//   order: 10
//   guide: Ask and Ye Shall Receive
//   ---
//   What stands before the first heading of the second level introduces: the sockets involved, why this pattern, what
//   to watch.
//
//   ## A step's title
//   Text of the step, any Markdown.
//
//   ```act
//   run
//   kill server
//   ```
//   ```predict
//   What will the client do?
//   - It gets an error
//   * It waits for ever        (the asterisk marks the right one)
//   ```
//   ```check
//   the client received nothing: received client.req = 0 for 3s
//   ```
//
// A step's acts are done when the learner has chosen and goes on, one after the other; then its checks are made, in order.
// `run` starts the topology (with the acts before it in the same step in place from the start: a node that is killed
// there joins late, by `restart`), `stop` ends it; the rest is core/model/act.h. A block of code without a word behind
// its fence is shown as it is. A lesson of one's own has the key `topology`, too. How to write a good one stands in
// resources/help/45-lessons.md.
//
// Plain values and pure functions; callable from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/gallery/claim.h"
#include "core/model/act.h"
#include "core/model/topology.h"

namespace zeroloom {

inline constexpr std::size_t LessonFileLimit = 1U << 20U; // bytes

struct LessonAct {
    enum class Kind { Run, Stop, Do };
    Kind kind = Kind::Do;
    Act act; // Do
    int line = 0;

    std::string text() const; // "run", "kill server"
};

struct Prediction {
    std::string question;
    std::vector<std::string> choices; // two or more
    std::size_t right = 0;
    int line = 0;
};

struct LessonStep {
    std::string title;
    std::string text; // Markdown, without the blocks above
    std::optional<Prediction> prediction;
    std::vector<LessonAct> acts; // `run` at most once
    std::vector<Claim> claims;
    int line = 0;
};

struct Lesson {
    std::string name; // of the file, and of its topology
    std::string title;
    std::string family; // one of lessonFamilies()
    int chapter = 1;
    int order = 0;
    std::string guide;        // the section of the ZeroMQ guide
    std::string introduction; // Markdown
    std::vector<LessonStep> steps;
};

// In the order in which they are shown: "Request-reply", "Publish-subscribe", ...
std::span<const std::string_view> lessonFamilies();

// Reads a lesson of `topology`. Every problem with its line: what does not exist, what cannot be done, a claim that says
// nothing. A lesson cannot start programs nor leave this machine: its topology has no program nodes, and endpoints of
// loopback, ipc without a file and inproc only (core/gallery/lesson_bounds.h).
tl::expected<Lesson, Errors> readLesson(std::string_view text, std::string_view name, const Topology& topology);

// The topology that a lesson of one's own names: "gallery:NAME", or a path from the lesson's folder. Empty: none.
std::string lessonTopology(std::string_view text);

} // namespace zeroloom
