// zeroloomctl lesson: lists, shows and plays the lessons, and says whether what they claim is so.
#include <algorithm>
#include <list>
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/gallery_input.h"
#include "app/zeroloomctl/lesson_output.h"
#include "app/zeroloomctl/run_loop.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/text_table.h"
#include "app/zeroloomctl/wake_up.h"
#include "core/base/duration.h"

namespace zeroloom {

namespace {

using namespace std::chrono_literals;

constexpr auto Tick = 50ms;

struct Arguments {
    std::vector<std::string> lessons;
    std::string name;
    bool all = false;
    bool json = false;
    int jobs = 4;
    std::string reading = "0s";
};

// Plays lessons, several at a time, and prints what comes of them.
class LessonsPlayed {
public:
    LessonsPlayed(std::vector<GalleryEntry> entries, Nanoseconds reading, const Arguments& arguments)
        : m_jobs(static_cast<std::size_t>(arguments.jobs)), m_reading(reading), m_json(arguments.json), m_alone(entries.size() == 1)
    {
        m_waiting.assign(std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
    }
    ExitCode play();

private:
    bool isInterrupted() const { return m_wakeUp.stopRequests() > 0; }
    void begin();
    void printSteps(const LessonRun& run, std::size_t& printed);
    void finish(const LessonRun& run, std::size_t printed);
    void print(const std::string& text);

    struct Playing {
        std::unique_ptr<LessonRun> run;
        std::size_t printed = 0; // steps
    };
    const std::size_t m_jobs;
    const Nanoseconds m_reading;
    const bool m_json, m_alone;
    const Style m_style = Style::forDescriptor(STDOUT_FILENO);
    WakeUp m_wakeUp;
    std::list<GalleryEntry> m_waiting;
    std::list<Playing> m_playing;
    Json m_outcomes = Json::array();
    std::size_t m_cameTrue = 0, m_ended = 0;
    bool m_readerLeft = false;
};

void LessonsPlayed::print(const std::string& text)
{
    if (!m_json && !m_readerLeft) {
        m_readerLeft = writeAll(STDOUT_FILENO, text) != WriteOutcome::Written;
    }
}

void LessonsPlayed::begin()
{
    while (!m_waiting.empty() && m_playing.size() < m_jobs && !isInterrupted()) {
        m_playing.push_back({std::make_unique<LessonRun>(std::move(m_waiting.front()), ownProgram(), m_reading), 0});
        m_waiting.pop_front();
    }
}

// Of one lesson alone, each step when it has been played; of several, all that belongs together.
void LessonsPlayed::printSteps(const LessonRun& run, std::size_t& printed)
{
    for (; printed < run.outcome().steps.size(); ++printed) {
        print(stepAsText(run.entry().lesson, run.outcome().steps[printed], m_style));
    }
}

void LessonsPlayed::finish(const LessonRun& run, std::size_t printed)
{
    if (!m_alone) {
        print((m_ended > 0 ? "\n" : "") + m_style(Tone::Bold, run.entry().lesson.title) + "\n");
    }
    printSteps(run, printed);
    print(outcomeAsText(run.entry(), run.outcome(), m_style));
    ++m_ended;
    m_cameTrue += run.outcome().cameTrue() ? 1 : 0;
    m_outcomes.push_back(outcomeAsJson(run.entry(), run.outcome()));
}

ExitCode LessonsPlayed::play()
{
    const std::size_t all = m_waiting.size();
    begin();
    while (!m_playing.empty()) {
        m_wakeUp.wait(Tick);
        for (Playing& playing : m_playing) {
            if (isInterrupted()) {
                playing.run->abandon();
            }
            playing.run->advance();
            if (m_alone) {
                printSteps(*playing.run, playing.printed);
            }
            if (playing.run->isOver()) {
                finish(*playing.run, playing.printed);
            }
        }
        m_playing.remove_if([](const Playing& playing) { return playing.run->isOver(); });
        begin();
    }
    if (isInterrupted()) {
        complain("ended before everything was played");
    }
    if (m_json) {
        const ExitCode printed = printResult(jsonDocument(
            {{"lessons", m_outcomes}, {"came_true", m_cameTrue}, {"did_not_come_true", all - m_cameTrue}}));
        return m_cameTrue == all ? printed : ExitCode::Failed;
    }
    if (!m_alone) {
        print("\n" + std::to_string(m_cameTrue) + " of " + std::to_string(all) + " lessons came true\n");
    }
    return m_cameTrue == all ? ExitCode::Done : ExitCode::Failed;
}

std::optional<std::vector<GalleryEntry>> entriesWithLessons()
{
    auto entries = readAllEntries();
    if (entries) {
        std::erase_if(*entries, [](const GalleryEntry& entry) { return !entry.hasLesson(); });
    }
    return entries;
}

ExitCode runLessons(const Arguments& arguments)
{
    if (arguments.all == !arguments.lessons.empty()) {
        complain(arguments.all ? "--all plays every lesson: name none beside it"
                               : "a lesson is missing; 'zeroloomctl lesson list' lists them, and --all plays them all");
        return ExitCode::Usage;
    }
    const auto reading = parseDuration(arguments.reading);
    if (!reading) {
        complain("--reading: " + reading.error().message);
        return ExitCode::Usage;
    }
    std::vector<GalleryEntry> entries;
    if (arguments.all) {
        auto all = entriesWithLessons();
        if (!all) {
            return ExitCode::Usage;
        }
        entries = std::move(*all);
    }
    bool readable = true;
    for (const std::string& name : arguments.lessons) {
        auto entry = readLessonArgument(name);
        readable &= entry.has_value();
        if (entry) {
            entries.push_back(std::move(*entry));
        }
    }
    return readable ? LessonsPlayed(std::move(entries), *reading, arguments).play() : ExitCode::Usage;
}

std::size_t claimsOf(const Lesson& lesson)
{
    std::size_t count = 0;
    for (const LessonStep& step : lesson.steps) {
        count += step.claims.size();
    }
    return count;
}

std::string lessonsAsText(const std::vector<GalleryEntry>& entries)
{
    TextTable table;
    table.addColumn("NAME");
    table.addColumn("CHAPTER", Align::Right);
    table.addColumn("STEPS", Align::Right);
    table.addColumn("CLAIMS", Align::Right);
    table.addColumn("TITLE");
    for (const GalleryFamily& family : byFamily(entries)) {
        table.addRow({"", "", "", "", ""});
        table.addRow({{std::string(family.name), Tone::Dim}, "", "", "", ""});
        for (const GalleryEntry* entry : family.entries) {
            table.addRow({{entry->name, Tone::Bold},
                          std::to_string(entry->lesson.chapter),
                          std::to_string(entry->lesson.steps.size()),
                          std::to_string(claimsOf(entry->lesson)),
                          entry->lesson.title});
        }
    }
    return table.text(tableWidth(STDOUT_FILENO), Style::forDescriptor(STDOUT_FILENO)) +
           "\nPlay one: zeroloomctl lesson run NAME. Play it yourself: zeroloom gallery:NAME\n";
}

ExitCode listLessons(bool json)
{
    const auto entries = entriesWithLessons();
    if (!entries) {
        return ExitCode::Usage;
    }
    if (!json) {
        return printResult(lessonsAsText(*entries));
    }
    Json list = Json::array();
    for (const GalleryEntry& entry : *entries) {
        list.push_back({{"name", entry.name},
                        {"title", entry.lesson.title},
                        {"family", entry.lesson.family},
                        {"chapter", entry.lesson.chapter},
                        {"guide", entry.lesson.guide},
                        {"steps", entry.lesson.steps.size()},
                        {"claims", claimsOf(entry.lesson)}});
    }
    return printResult(jsonDocument({{"lessons", list}}));
}

ExitCode showLesson(const Arguments& arguments)
{
    const auto entry = readLessonArgument(arguments.name);
    if (!entry) {
        return ExitCode::Usage;
    }
    return printResult(arguments.json ? jsonDocument(lessonAsJson(entry->lesson)) : lessonAsText(entry->lesson));
}

void addRun(CLI::App& lesson, const std::shared_ptr<Arguments>& arguments, ExitCode& exit)
{
    CLI::App* run = lesson.add_subcommand(
        "run", "Play lessons by themselves and verify what they claim\n\n"
               "A lesson runs its topology on real sockets, does to it what its steps say, and compares each claim "
               "with the figures. It always makes the right choice where a learner is asked. Exits with 3 when a "
               "claim did not come true.\n\n"
               "A file of your own names its topology in its first lines, 'topology: gallery:NAME' or a file beside it; "
               "it cannot start programs nor leave this machine.");
    run->add_option("LESSON", arguments->lessons, "Lesson, as 'lesson list' names it, or a file that ends in .md")
        ->type_name("LESSON_OR_FILE");
    run->add_flag("--all", arguments->all, "Play every lesson");
    run->add_option("--jobs", arguments->jobs, "So many lessons at a time (4)")
        ->type_name("N")
        ->check(CLI::Range(1, 64));
    run->add_option("--reading", arguments->reading, "Wait so long before each step, as who reads it (0s)")
        ->type_name("TIME");
    run->add_flag("--json", arguments->json, "Print one JSON document at the end");
    run->callback([arguments, &exit] { exit = runLessons(*arguments); });
    run->footer("Examples:\n"
                "  zeroloomctl lesson run hello-world\n"
                "  zeroloomctl lesson run --all --json\n"
                "  zeroloomctl lesson run mine.md");
}

} // namespace

void addLessonCommand(CLI::App& app, ExitCode& exit)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* lesson = app.add_subcommand("lesson", "Lessons on ZeroMQ's patterns: list, show or play them");
    lesson->require_subcommand(0, 1);
    lesson->add_flag("--json", arguments->json, "Print one JSON document");

    CLI::App* list = lesson->add_subcommand("list", "Names by family and chapter (without a subcommand, too)");
    list->add_flag("--json", arguments->json, "Print one JSON document");

    CLI::App* show = lesson->add_subcommand("show", "Print a lesson to be read");
    show->add_option("LESSON", arguments->name, "Lesson, as 'lesson list' names it, or a file that ends in .md")
        ->required()
        ->type_name("LESSON_OR_FILE");
    show->add_flag("--json", arguments->json, "Print all of it, with the right choices, as one JSON document");
    show->callback([arguments, &exit] { exit = showLesson(*arguments); });

    addRun(*lesson, arguments, exit);

    lesson->callback([lesson, list, arguments, &exit] {
        if (lesson->get_subcommands().empty() || lesson->got_subcommand(list)) {
            exit = listLessons(arguments->json);
        }
    });
    lesson->footer("Examples:\n"
                   "  zeroloomctl lesson\n"
                   "  zeroloomctl lesson show weather\n"
                   "  zeroloomctl lesson run weather");
}

} // namespace zeroloom
