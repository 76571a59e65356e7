#include "core/gallery/lesson_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/near_name.h"
#include "core/base/utf8.h"

namespace zeroloom {

namespace {

constexpr std::string_view Fence = "```";
constexpr std::string_view FrontFence = "---";
constexpr std::array<std::string_view, 6> FrontKeys{"title", "family", "chapter", "order", "guide", "topology"};
constexpr std::array<std::string_view, 3> BlockWords{"act", "predict", "check"};

std::string inQuotes(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string_view withoutBlanks(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

class LessonSplitter {
public:
    LessonSplitter(std::string_view text, Errors& errors) : m_rest(text), m_errors(errors) {}
    LessonText split();

private:
    bool next();
    void complain(std::string message) { m_errors.push_back(lessonError(m_number, std::move(message))); }
    void readFront();
    void readKey();
    void readHeading();
    void readFence();
    std::optional<LessonBlockKind> blockKind(std::string_view word);
    void readBlock(LessonBlockKind kind);
    void readShownCode();
    void keepText();
    std::string& text() { return m_lesson.steps.empty() ? m_lesson.introduction : m_lesson.steps.back().text; }

    std::string_view m_rest;
    std::string_view m_line;
    int m_number = 0;
    Errors& m_errors;
    LessonText m_lesson;
};

bool LessonSplitter::next()
{
    if (m_rest.empty())
        return false;
    const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
    m_line = m_rest.substr(0, end);
    m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
    if (m_line.ends_with('\r'))
        m_line.remove_suffix(1);
    ++m_number;
    return true;
}

void LessonSplitter::readKey()
{
    if (withoutBlanks(m_line).empty())
        return;
    const std::size_t colon = m_line.find(':');
    const std::string_view key = withoutBlanks(m_line.substr(0, colon));
    if (colon == std::string_view::npos) {
        complain("what stands before the lesson is of the form 'key: value'; end it with a line of '---'");
        return;
    }
    if (std::ranges::find(FrontKeys, key) == FrontKeys.end())
        complain("a lesson has no " + inQuotes(key) +
                 didYouMean(key, {FrontKeys.begin(), FrontKeys.end()}, "it has title, family, chapter, order, guide and topology"));
    else if (!m_lesson.front.emplace(key, LessonLine{std::string(withoutBlanks(m_line.substr(colon + 1))), m_number}).second)
        complain(inQuotes(key) + " is given a second time");
}

void LessonSplitter::readFront()
{
    if (!next() || withoutBlanks(m_line) != FrontFence) {
        m_number = 1;
        complain("a lesson begins with a line of '---', its title and other keys, and another line of '---'");
        if (!m_line.empty()) // it is the lesson's first line all the same
            keepText();
        return;
    }
    while (next()) {
        if (withoutBlanks(m_line) == FrontFence)
            return;
        readKey();
    }
    m_number = 1;
    complain("what stands before the lesson has no end: a line of '---' is missing");
}

void LessonSplitter::readHeading()
{
    m_lesson.steps.push_back({std::string(withoutBlanks(m_line.substr(std::min<std::size_t>(3, m_line.size())))), {}, {}, m_number});
    if (m_lesson.steps.back().title.empty())
        complain("a step needs a title behind '##'");
}

std::optional<LessonBlockKind> LessonSplitter::blockKind(std::string_view word)
{
    const auto* found = std::ranges::find(BlockWords, word);
    if (found == BlockWords.end()) {
        complain("there is no block " + inQuotes(word) +
                 didYouMean(word, {BlockWords.begin(), BlockWords.end()}, "there are act, predict and check, and code that is only shown has no word"));
        return std::nullopt;
    }
    if (m_lesson.steps.empty()) {
        complain("the introduction does nothing yet: put the block " + inQuotes(word) + " into a step, behind '## Title'");
        return std::nullopt;
    }
    return static_cast<LessonBlockKind>(found - BlockWords.begin());
}

void LessonSplitter::readBlock(LessonBlockKind kind)
{
    LessonBlock block{kind, {}, m_number};
    bool ended = false;
    while (!ended && next()) {
        const std::string_view line = withoutBlanks(m_line);
        ended = line == Fence;
        if (!ended && !line.empty())
            block.lines.push_back({std::string(line), m_number});
    }
    if (!ended)
        m_errors.push_back(lessonError(block.line, "the block has no end: a line of '```' is missing"));
    else if (block.lines.empty())
        m_errors.push_back(lessonError(block.line, "the block is empty"));
    m_lesson.steps.back().blocks.push_back(std::move(block));
}

// Code that is shown as it is: a heading in it is none.
void LessonSplitter::readShownCode()
{
    const int begin = m_number;
    keepText();
    while (next()) {
        keepText();
        if (withoutBlanks(m_line) == Fence)
            return;
    }
    m_errors.push_back(lessonError(begin, "the block has no end: a line of '```' is missing"));
}

void LessonSplitter::readFence()
{
    const std::string_view word = withoutBlanks(withoutBlanks(m_line).substr(Fence.size()));
    if (word.empty()) {
        readShownCode();
        return;
    }
    const int begin = m_number;
    if (const auto kind = blockKind(word)) {
        readBlock(*kind);
        return;
    }
    // Refused already; what stands in it is none of the text.
    while (next()) {
        if (withoutBlanks(m_line) == Fence)
            return;
    }
    m_errors.push_back(lessonError(begin, "the block has no end: a line of '```' is missing"));
}

void LessonSplitter::keepText()
{
    std::string& into = text();
    into += m_line;
    into += '\n';
}

LessonText LessonSplitter::split()
{
    readFront();
    while (next()) {
        if (m_line == "##" || m_line.starts_with("## "))
            readHeading();
        else if (withoutBlanks(m_line).starts_with(Fence))
            readFence();
        else
            keepText();
    }
    return std::move(m_lesson);
}

// UTF-8 without control characters: what is shown is what the file says.
bool isPlainText(std::string_view text)
{
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        const bool control = character.code < 0x20 || (character.code >= 0x7F && character.code < 0xA0);
        if (character.bytes == 0 || (control && std::string_view("\t\r\n").find(text.front()) == std::string_view::npos))
            return false;
        text.remove_prefix(character.bytes);
    }
    return true;
}

void trimLines(std::string& text)
{
    text.erase(0, std::min(text.find_first_not_of("\n"), text.size()));
    text.erase(text.find_last_not_of(" \t\n") + 1);
}

} // namespace

Error lessonError(int line, std::string message)
{
    return {ErrorCode::InvalidInput, std::move(message), "line " + std::to_string(line)};
}

LessonText splitLesson(std::string_view text, Errors& errors)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (!isPlainText(text)) {
        errors.push_back(lessonError(1, "it is not text in UTF-8 without control characters"));
        return {};
    }
    LessonText lesson = LessonSplitter(text, errors).split();
    trimLines(lesson.introduction);
    for (StepText& step : lesson.steps)
        trimLines(step.text);
    return lesson;
}

} // namespace zeroloom
