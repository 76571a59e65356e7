#include "core/gallery/lesson.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/near_name.h"
#include "core/gallery/lesson_bounds.h"
#include "core/gallery/lesson_text.h"
#include "core/plan/conditions.h"

namespace zeroloom {

namespace {

constexpr std::array<std::string_view, 7> Families{"Request-reply", "Publish-subscribe", "Pipeline", "Exclusive pair",
                                                   "Routing",       "Heartbeats",        "Reliability"};

std::string inQuotes(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string listedFamilies()
{
    std::string list;
    for (const std::string_view family : Families)
        list += (list.empty() ? "" : ", ") + std::string(family);
    return list;
}

// Reads the parts of a lesson against its topology. Knows what runs at each place of the lesson.
class LessonReader {
public:
    LessonReader(const Topology& topology, Errors& errors) : m_topology(topology), m_errors(errors) {}
    Lesson read(const LessonText& text);

private:
    void complain(int line, std::string message) { m_errors.push_back(lessonError(line, std::move(message))); }
    void readFront(const LessonText& text, Lesson& lesson);
    std::string required(const LessonText& text, std::string_view key);
    int number(const LessonText& text, std::string_view key, int least, int most, int otherwise);
    LessonStep readStep(const StepText& text);
    void readActs(const LessonBlock& block, LessonStep& step);
    void readAct(const LessonLine& line, LessonStep& step);
    void begin(const LessonLine& line, LessonStep& step);
    void tryAct(const LessonLine& line, const Act& act);
    void refuseMarkup(const LessonLine& line);
    void readPrediction(const LessonBlock& block, LessonStep& step);
    void readClaims(const LessonBlock& block, LessonStep& step);

    const Topology& m_topology;
    Errors& m_errors;
    // What is so when the lesson has come to a line.
    bool m_runs = false;
    bool m_willRun = false; // a `run` comes later in this step
    RunConditions m_conditions;
};

std::string LessonReader::required(const LessonText& text, std::string_view key)
{
    const auto found = text.front.find(key);
    if (found != text.front.end() && !found->second.text.empty())
        return found->second.text;
    complain(found == text.front.end() ? 1 : found->second.line, "the lesson's " + inQuotes(key) + " is missing");
    return {};
}

int LessonReader::number(const LessonText& text, std::string_view key, int least, int most, int otherwise)
{
    const auto found = text.front.find(key);
    if (found == text.front.end())
        return otherwise;
    const std::string& digits = found->second.text;
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc() && end == digits.data() + digits.size() && value >= least && value <= most)
        return value;
    complain(found->second.line, inQuotes(key) + " is a number from " + std::to_string(least) + " to " +
                                     std::to_string(most) + ", not " + inQuotes(digits));
    return otherwise;
}

void LessonReader::readFront(const LessonText& text, Lesson& lesson)
{
    lesson.title = required(text, "title");
    lesson.family = required(text, "family");
    lesson.guide = required(text, "guide");
    lesson.chapter = number(text, "chapter", 1, 8, 1);
    lesson.order = number(text, "order", 0, 1'000'000, 0);
    if (lesson.family.empty() || std::ranges::find(Families, lesson.family) != Families.end())
        return;
    complain(text.front.find("family")->second.line,
             "there is no family " + inQuotes(lesson.family) +
                 didYouMean(lesson.family, {Families.begin(), Families.end()}, "there are " + listedFamilies()));
}

// `run`. What was done before it in its step holds from the start.
void LessonReader::begin(const LessonLine& line, LessonStep& step)
{
    if (std::ranges::any_of(step.acts, [](const LessonAct& act) { return act.kind == LessonAct::Kind::Run; }))
        complain(line.line, "a step runs once: put the second 'run' into a step of its own");
    m_runs = true;
    m_willRun = false;
    step.acts.push_back({LessonAct::Kind::Run, {}, line.line});
}

void LessonReader::tryAct(const LessonLine& line, const Act& act)
{
    if (!m_runs && !m_willRun)
        complain(line.line, inQuotes(line.text) + " is done to a run, and nothing runs here: put 'run' before it");
    if (auto after = afterAct(m_conditions, act, m_topology))
        m_conditions = std::move(*after);
    else
        complain(line.line, inQuotes(line.text) + " cannot be done: " + after.error().text());
}

void LessonReader::readAct(const LessonLine& line, LessonStep& step)
{
    if (line.text == "run") {
        begin(line, step);
        return;
    }
    if (line.text == "stop") {
        if (!m_runs)
            complain(line.line, "nothing runs here that could be stopped");
        m_runs = false;
        step.acts.push_back({LessonAct::Kind::Stop, {}, line.line});
        return;
    }
    const auto act = parseAct(line.text, m_topology);
    if (!act) {
        complain(line.line, act.error().text());
        return;
    }
    tryAct(line, *act);
    step.acts.push_back({LessonAct::Kind::Do, *act, line.line});
}

void LessonReader::readActs(const LessonBlock& block, LessonStep& step)
{
    if (!step.claims.empty())
        complain(block.line, "a step's acts are done before its checks: put this block before them, or into a new step");
    for (const LessonLine& line : block.lines)
        readAct(line, step);
}

// Questions, choices and claims stand on buttons and in lists, which show no Markdown.
void LessonReader::refuseMarkup(const LessonLine& line)
{
    for (const std::string_view mark : {"`", "**"}) {
        if (line.text.find(mark) != std::string::npos)
            complain(line.line, "this is shown as plain words: take the " + std::string(mark) + " away");
    }
}

void LessonReader::readPrediction(const LessonBlock& block, LessonStep& step)
{
    if (step.prediction)
        complain(block.line, "a step asks once: put the second question into a step of its own");
    if (!step.claims.empty())
        complain(block.line, "this asks for what was just shown: put the block before the checks");
    Prediction prediction{{}, {}, 0, block.line};
    int right = 0;
    for (const LessonLine& line : block.lines) {
        refuseMarkup(line);
        const bool isRight = line.text.starts_with("* ");
        if (!isRight && !line.text.starts_with("- ")) {
            std::string& into = prediction.choices.empty() ? prediction.question : prediction.choices.back();
            into += (into.empty() ? "" : " ") + line.text;
            continue;
        }
        if (isRight)
            prediction.right = prediction.choices.size();
        right += isRight ? 1 : 0;
        prediction.choices.push_back(line.text.substr(line.text.find_first_not_of(' ', 1)));
    }
    if (prediction.question.empty() && !block.lines.empty())
        complain(block.line, "the question is missing before the choices");
    if (prediction.choices.size() < 2)
        complain(block.line, "a prediction needs two choices or more, each on a line that begins with '- '");
    else if (right != 1)
        complain(block.line, "one choice is the right one, on a line that begins with '* ', and here " +
                                 (right == 0 ? std::string("none is") : std::to_string(right) + " are"));
    step.prediction = std::move(prediction);
}

void LessonReader::readClaims(const LessonBlock& block, LessonStep& step)
{
    if (!m_runs)
        complain(block.line, "nothing runs here that could be checked: put an act 'run' before it");
    for (const LessonLine& line : block.lines) {
        refuseMarkup(line);
        auto claim = parseClaim(line.text, m_topology);
        if (!claim) {
            complain(line.line, claim.error().text());
            continue;
        }
        claim->line = line.line;
        step.claims.push_back(std::move(*claim));
    }
}

LessonStep LessonReader::readStep(const StepText& text)
{
    LessonStep step{text.title, text.text, {}, {}, {}, text.line};
    m_willRun = std::ranges::any_of(text.blocks, [](const LessonBlock& block) {
        return block.kind == LessonBlockKind::Act && std::ranges::find(block.lines, "run", &LessonLine::text) != block.lines.end();
    });
    if (m_willRun) // it begins anew
        m_conditions = {};
    for (const LessonBlock& block : text.blocks) {
        if (block.kind == LessonBlockKind::Act)
            readActs(block, step);
        else if (block.kind == LessonBlockKind::Predict)
            readPrediction(block, step);
        else
            readClaims(block, step);
    }
    if (text.text.empty() && text.blocks.empty())
        complain(text.line, "the step " + inQuotes(text.title) + " is empty");
    return step;
}

Lesson LessonReader::read(const LessonText& text)
{
    Lesson lesson;
    readFront(text, lesson);
    lesson.introduction = text.introduction;
    bool claims = false;
    for (const StepText& step : text.steps) {
        lesson.steps.push_back(readStep(step));
        claims |= std::ranges::any_of(step.blocks, [](const LessonBlock& block) { return block.kind == LessonBlockKind::Check; });
    }
    if (text.steps.empty())
        complain(1, "the lesson has no steps: each begins with a line '## Title'");
    else if (!claims)
        complain(1, "the lesson proves nothing: give a step a block 'check'");
    for (Error& error : beyondLessonBounds(m_topology))
        complain(1, error.text());
    return lesson;
}

int lineOf(const Error& error)
{
    int line = 0;
    constexpr std::string_view Before = "line ";
    std::from_chars(error.where.data() + Before.size(), error.where.data() + error.where.size(), line);
    return line;
}

} // namespace

std::string LessonAct::text() const
{
    return kind == Kind::Run ? "run" : kind == Kind::Stop ? "stop" : actText(act);
}

std::span<const std::string_view> lessonFamilies() { return Families; }

tl::expected<Lesson, Errors> readLesson(std::string_view text, std::string_view name, const Topology& topology)
{
    Errors errors;
    if (text.size() > LessonFileLimit)
        return tl::unexpected(Errors{lessonError(1, "the lesson is larger than 1 MiB")});
    const LessonText parts = splitLesson(text, errors);
    if (!errors.empty() && parts.front.empty() && parts.steps.empty()) // no lesson at all
        return tl::unexpected(std::move(errors));
    Lesson lesson = LessonReader(topology, errors).read(parts);
    lesson.name = std::string(name);
    std::ranges::stable_sort(errors, {}, lineOf);
    if (!errors.empty())
        return tl::unexpected(std::move(errors));
    return lesson;
}

std::string lessonTopology(std::string_view text)
{
    Errors ignored; // readLesson tells them
    const LessonText parts = splitLesson(text, ignored);
    const auto found = parts.front.find("topology");
    return found == parts.front.end() ? std::string() : found->second.text;
}

} // namespace zeroloom
