// Lessons and what came of them, as text and as JSON (resources/schemas/lesson.schema.json). Pure functions.
#pragma once

#include <string>
#include <vector>

#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/lesson_run.h"
#include "app/zeroloomctl/terminal.h"
#include "core/gallery/lesson.h"

namespace zeroloom {

// The whole lesson, to be read: without the marks of the right choices.
std::string lessonAsText(const Lesson& lesson);
// Everything, right choices included.
Json lessonAsJson(const Lesson& lesson);

// One step: what was done, what was asked and is right, each claim with its figures.
std::string stepAsText(const Lesson& lesson, const StepOutcome& outcome, const Style& style);
// One line of what came of it, and its notes.
std::string outcomeAsText(const GalleryEntry& entry, const LessonOutcome& outcome, const Style& style);
Json outcomeAsJson(const GalleryEntry& entry, const LessonOutcome& outcome);

} // namespace zeroloom
