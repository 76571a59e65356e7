// A lesson's file cut into its parts, before anything in them is understood: front matter, introduction, steps, and the
// fenced blocks of a step. Pure functions over text; callable from any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zeroloom {

struct LessonLine {
    std::string text; // without blanks at either end
    int line = 0;     // from 1
};

enum class LessonBlockKind { Act, Predict, Check };

struct LessonBlock {
    LessonBlockKind kind = LessonBlockKind::Act;
    std::vector<LessonLine> lines; // blank ones left out
    int line = 0;                  // of the fence
};

struct StepText {
    std::string title;
    std::string text; // Markdown, without the blocks
    std::vector<LessonBlock> blocks;
    int line = 0; // of the heading
};

struct LessonText {
    std::map<std::string, LessonLine, std::less<>> front; // by key
    std::string introduction;                             // Markdown
    std::vector<StepText> steps;
};

// Problems are added to `errors`; what can be read is read all the same, so that the rest can be looked at, too.
LessonText splitLesson(std::string_view text, Errors& errors);

// An error at a line: "line 12".
Error lessonError(int line, std::string message);

} // namespace zeroloom
