#include "app/zeroloomctl/lesson_output.h"

#include <algorithm>

#include "core/observe/figure_text.h"

namespace zeroloom {

namespace {

const char* const Yes = "✓";
const char* const No = "✗";

std::size_t claimCount(const Lesson& lesson)
{
    std::size_t count = 0;
    for (const LessonStep& step : lesson.steps) {
        count += step.claims.size();
    }
    return count;
}

std::size_t cameTrueCount(const LessonOutcome& outcome)
{
    std::size_t count = 0;
    for (const StepOutcome& step : outcome.steps) {
        count += static_cast<std::size_t>(
            std::ranges::count(step.results, ClaimState::CameTrue, &ClaimResult::state));
    }
    return count;
}

std::string claimsInWords(std::size_t count) { return std::to_string(count) + (count == 1 ? " claim" : " claims"); }

std::string indented(const std::string& text)
{
    std::string out;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += (end == begin ? "" : "   ") + text.substr(begin, end - begin) + "\n";
        begin = end + 1;
    }
    return out;
}

std::string claimTime(const Claim& claim)
{
    return (claim.throughout ? "for " : "within ") + formatDuration(claim.time);
}

std::string claimAsText(const Claim& claim, const ClaimResult& result, const Style& style)
{
    const bool cameTrue = result.state == ClaimState::CameTrue;
    const bool checked = cameTrue || result.state == ClaimState::DidNotComeTrue;
    std::string text = "   " + (cameTrue ? style(Tone::Good, Yes) : style(Tone::Bad, No)) + " " + claim.words;
    if (checked && !result.ended.empty()) {
        text += result.figures.empty() ? ". Before it was checked, "
                                       : ". " + result.figures + "; after " + figures::seconds(result.seconds) + " ";
        text += printable(result.ended);
    } else if (checked) {
        text += ". " + result.figures + (cameTrue ? ", after " : ", still after ") + figures::seconds(result.seconds);
    } else {
        text += ". It was not checked";
    }
    if (!cameTrue) {
        const bool timed = claim.written.ends_with(claimTime(claim));
        text += "; claimed is '" + claim.written + "'" + (timed ? "" : ", " + claimTime(claim));
    }
    return text + "\n";
}

Json stepAsJson(const LessonStep& step)
{
    Json json{{"title", step.title}, {"line", step.line}};
    json["acts"] = Json::array();
    for (const LessonAct& act : step.acts) {
        json["acts"].push_back(act.text());
    }
    json["prediction"] = nullptr;
    if (step.prediction) {
        json["prediction"] = {{"question", step.prediction->question},
                              {"choices", step.prediction->choices},
                              {"right", step.prediction->right}};
    }
    json["claims"] = Json::array();
    for (const Claim& claim : step.claims) {
        json["claims"].push_back(
            {{"words", claim.words}, {"claim", claim.written}, {"time", claimTime(claim)}, {"line", claim.line}});
    }
    return json;
}

Json headAsJson(const Lesson& lesson)
{
    return {{"name", lesson.name},       {"title", lesson.title}, {"family", lesson.family},
            {"chapter", lesson.chapter}, {"guide", lesson.guide}};
}

} // namespace

std::string lessonAsText(const Lesson& lesson)
{
    std::string text = lesson.title + "\n" + lesson.family + ". The ZeroMQ guide, chapter " +
                       std::to_string(lesson.chapter) + ": " + lesson.guide + "\n\n" + lesson.introduction + "\n";
    std::size_t number = 0;
    for (const LessonStep& step : lesson.steps) {
        text += "\n" + std::to_string(++number) + ". " + step.title + "\n" + indented(step.text);
        if (step.prediction) {
            text += "   ? " + step.prediction->question + "\n";
            for (const std::string& choice : step.prediction->choices) {
                text += "     - " + choice + "\n";
            }
        }
        for (const LessonAct& act : step.acts) {
            text += "   > " + act.text() + "\n";
        }
        for (const Claim& claim : step.claims) {
            text += "   = " + claim.words + "\n";
        }
    }
    return text;
}

Json lessonAsJson(const Lesson& lesson)
{
    Json json = headAsJson(lesson);
    json["introduction"] = lesson.introduction;
    json["steps"] = Json::array();
    for (const LessonStep& step : lesson.steps) {
        Json one = stepAsJson(step);
        one["text"] = step.text;
        json["steps"].push_back(std::move(one));
    }
    return json;
}

std::string stepAsText(const Lesson& lesson, const StepOutcome& outcome, const Style& style)
{
    const LessonStep& step = lesson.steps[outcome.step];
    std::string text = style(Tone::Bold, std::to_string(outcome.step + 1) + ". " + step.title) + "\n";
    if (step.prediction) {
        text += "   ? " + step.prediction->question + " " + step.prediction->choices[step.prediction->right] + "\n";
    }
    for (const LessonAct& act : step.acts) {
        text += "   > " + act.text() + "\n";
    }
    for (std::size_t i = 0; i < outcome.results.size(); ++i) {
        text += claimAsText(step.claims[i], outcome.results[i], style);
    }
    if (!outcome.problem.empty()) {
        text += "   " + style(Tone::Bad, No) + " " + printable(outcome.problem) + "\n";
    }
    return text;
}

std::string outcomeAsText(const GalleryEntry& entry, const LessonOutcome& outcome, const Style& style)
{
    const std::size_t claims = claimCount(entry.lesson), cameTrue = cameTrueCount(outcome);
    const std::string time = " in " + figures::seconds(outcome.seconds) + "\n";
    std::string text;
    if (outcome.cameTrue()) {
        text = style(Tone::Good, Yes) + " " + entry.name + ": " + claimsInWords(claims) + " came true" + time;
    } else {
        text = style(Tone::Bad, No) + " " + entry.name + ": " + std::to_string(cameTrue) + " of " +
               claimsInWords(claims) + " came true" + (outcome.finished ? "" : ", and it was not played to its end") + time;
    }
    for (const std::string& note : outcome.notes) {
        text += "   " + printable(note) + "\n";
    }
    return text;
}

Json outcomeAsJson(const GalleryEntry& entry, const LessonOutcome& outcome)
{
    Json json = headAsJson(entry.lesson);
    json["came_true"] = outcome.cameTrue();
    json["finished"] = outcome.finished;
    json["duration_s"] = outcome.seconds;
    json["claims"] = claimCount(entry.lesson);
    json["claims_came_true"] = cameTrueCount(outcome);
    json["notes"] = outcome.notes;
    json["steps"] = Json::array();
    for (const StepOutcome& played : outcome.steps) {
        Json step = stepAsJson(entry.lesson.steps[played.step]);
        step["problem"] = played.problem.empty() ? Json() : Json(played.problem);
        for (std::size_t i = 0; i < played.results.size(); ++i) {
            const ClaimResult& result = played.results[i];
            step["claims"][i]["came_true"] = result.state == ClaimState::CameTrue;
            step["claims"][i]["figures"] = result.figures;
            step["claims"][i]["seconds"] = result.seconds;
            step["claims"][i]["ended"] = result.ended.empty() ? Json() : Json(result.ended);
        }
        json["steps"].push_back(std::move(step));
    }
    return json;
}

} // namespace zeroloom
