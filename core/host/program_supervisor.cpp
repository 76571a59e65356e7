#include "core/host/program_supervisor.h"

#include <algorithm>
#include <array>
#include <csignal>

#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "core/host/child_process.h"
#include "core/host/program_endpoints.h"
#include "core/role/built_in_roles.h"
#include "core/role/parameters.h"

namespace zeroloom {
namespace {

constexpr Nanoseconds FirstPause = std::chrono::milliseconds(500);
constexpr Nanoseconds LongestPause = std::chrono::seconds(30);
constexpr Nanoseconds SteadyAfter = std::chrono::seconds(10); // a program that ran so long begins with short pauses
constexpr std::size_t LongestLine = 1000;
constexpr int MostLinesASecond = 200;
constexpr Nanoseconds EndsWithin = std::chrono::seconds(1);

// One of a program's output streams, cut into lines.
class LineReader final : public Watcher {
public:
    using OnLine = std::function<void(std::string)>;
    using OnEnd = std::function<void(const LineReader&, int descriptor)>;
    LineReader(int descriptor, OnLine onLine, OnEnd onEnd)
        : m_descriptor(descriptor), m_onLine(std::move(onLine)), m_onEnd(std::move(onEnd))
    {
    }
    int descriptor() const { return m_descriptor; }

    void onEvents(std::uint32_t) override { readAll(); }
    void readAll()
    {
        std::array<char, 4096> bytes;
        for (int rounds = 0; rounds < 16 && m_descriptor >= 0; ++rounds) {
            const ssize_t count = read(m_descriptor, bytes.data(), bytes.size());
            if (count > 0) {
                add({bytes.data(), static_cast<std::size_t>(count)});
                continue;
            }
            if (count < 0 && (errno == EAGAIN || errno == EINTR))
                return;
            flush();
            m_onEnd(*this, std::exchange(m_descriptor, -1));
        }
    }
    void flush()
    {
        if (!m_line.empty())
            m_onLine(std::exchange(m_line, {}));
    }

private:
    void add(std::string_view bytes)
    {
        for (const char byte : bytes) {
            if (byte == '\n') {
                m_onLine(std::exchange(m_line, {}));
            } else if (byte != '\r' && m_line.size() < LongestLine) {
                m_line += byte;
            }
        }
    }

    int m_descriptor;
    std::string m_line;
    OnLine m_onLine;
    OnEnd m_onEnd;
};

} // namespace

// Everything but the record is for the supervisor's loop.
class ProgramSupervisor::Program final : public Watcher, public Task {
public:
    Program(EventLoop& loop, EventLog& log, PlannedNode plan, const FormerAddresses& former)
        : m_loop(loop), m_log(log), m_plan(std::move(plan)), m_record(std::make_shared<NodeRecord>(m_plan.id)),
          m_binds(programBinds(m_plan, former)), m_frozen(m_plan.frozen)
    {
    }

    const NodeRecordPtr& record() const { return m_record; }
    const ResolvedEndpoints& binds() const { return m_binds; }

    void resolve(const ResolvedEndpoints& resolved, std::set<std::string>& waiting);
    // In one go: the first of all that are to end, then the second of each.
    void askToEnd();
    void end(Nanoseconds patience);
    void kill();
    void setFrozen(bool frozen);
    void onEvents(std::uint32_t) override { processEnded(); }
    void run() override;

private:
    void launch();
    void processEnded();
    void endNow(std::string_view kind);
    void closeChild();
    void addLine(std::string line, bool isError);
    void log(EventSeverity severity, std::string_view kind, std::string text);
    void setFailed(const std::string& error);

    EventLoop& m_loop;
    EventLog& m_log;
    const PlannedNode m_plan;
    const NodeRecordPtr m_record;
    const ResolvedEndpoints m_binds;
    std::map<std::string, std::string> m_environment;
    bool m_resolved = false;
    bool m_frozen = false;
    std::unique_ptr<ChildProcess> m_child;
    std::unique_ptr<LineReader> m_output, m_errors;
    Nanoseconds m_launched{}, m_pause = FirstPause;
    Nanoseconds m_second{};
    int m_linesThisSecond = 0;
    std::uint64_t m_linesLeftOut = 0;
};

void ProgramSupervisor::Program::log(EventSeverity severity, std::string_view kind, std::string text)
{
    HostEvent event;
    event.severity = severity;
    event.kind = std::string(kind);
    event.node = m_plan.id;
    event.text = std::move(text);
    m_log.add(std::move(event));
}

void ProgramSupervisor::Program::setFailed(const std::string& error)
{
    {
        const std::lock_guard lock(m_record->mutex);
        m_record->error = error;
    }
    m_record->state.store(NodeState::Failed);
    log(EventSeverity::Error, "node-failed", error);
}

void ProgramSupervisor::Program::resolve(const ResolvedEndpoints& resolved, std::set<std::string>& waiting)
{
    if (m_resolved)
        return;
    const auto environment = programEnvironment(m_plan, m_binds, resolved, waiting);
    if (!environment)
        return;
    m_environment = *environment;
    m_resolved = true;
    launch();
}

void ProgramSupervisor::Program::launch()
{
    const Parameters parameters(programRole(), m_plan.params);
    ChildCommand command{.program = parameters.text("command"),
                         .arguments = parameters.list("arguments"),
                         .folder = parameters.text("folder"),
                         .environment = m_environment};
    for (const std::string& variable : parameters.list("environment")) {
        const std::size_t equals = variable.find('=');
        if (equals != std::string::npos)
            command.environment[variable.substr(0, equals)] = variable.substr(equals + 1);
    }
    if (command.program.empty()) {
        setFailed("it has no command; give it one");
        return;
    }
    m_child = std::make_unique<ChildProcess>();
    m_launched = EventLoop::now();
    if (const Status started = m_child->start(command); !started) {
        m_child.reset();
        setFailed(started.error().message);
        return;
    }
    const auto closed = [this](const LineReader& reader, int descriptor) {
        m_loop.unwatch(descriptor, reader);
        m_child->closeOutput(descriptor);
    };
    m_output = std::make_unique<LineReader>(
        m_child->output(), [this](std::string line) { addLine(std::move(line), false); }, closed);
    m_errors = std::make_unique<LineReader>(
        m_child->errors(), [this](std::string line) { addLine(std::move(line), true); }, closed);
    m_loop.watch(m_child->output(), *m_output, EPOLLIN);
    m_loop.watch(m_child->errors(), *m_errors, EPOLLIN);
    m_loop.watch(m_child->ended(), *this, EPOLLIN);
    {
        const std::lock_guard lock(m_record->mutex);
        m_record->error.clear();
        ++m_record->starts;
    }
    m_record->processId.store(m_child->pid());
    m_record->state.store(NodeState::Running);
    log(EventSeverity::Info, "node-started", "process " + std::to_string(m_child->pid()));
    if (m_frozen)
        m_child->signalGroup(SIGSTOP);
}

void ProgramSupervisor::Program::addLine(std::string line, bool isError)
{
    const Nanoseconds now = EventLoop::now();
    if (now - m_second >= std::chrono::seconds(1)) {
        if (m_linesLeftOut > 0)
            log(EventSeverity::Warning, "program-output",
                std::to_string(std::exchange(m_linesLeftOut, 0)) + " lines were left out");
        m_second = now;
        m_linesThisSecond = 0;
    }
    if (++m_linesThisSecond > MostLinesASecond) {
        ++m_linesLeftOut;
        return;
    }
    log(isError ? EventSeverity::Warning : EventSeverity::Info, "program-output", std::move(line));
}

void ProgramSupervisor::Program::closeChild()
{
    // What it said last may still be in the pipes.
    for (LineReader* reader : {m_output.get(), m_errors.get()}) {
        if (!reader)
            continue;
        reader->readAll();
        reader->flush();
        if (reader->descriptor() >= 0)
            m_loop.unwatch(reader->descriptor(), *reader);
    }
    m_output.reset();
    m_errors.reset();
    m_child.reset();
    m_record->processId.store(0);
}

void ProgramSupervisor::Program::processEnded()
{
    m_loop.unwatch(m_child->ended(), *this);
    // What the program itself started ends with it.
    m_child->signalGroup(SIGKILL);
    const ChildProcess::Ending ending = m_child->reap();
    closeChild();
    {
        const std::lock_guard lock(m_record->mutex);
        m_record->ending = ending.text;
        if (!ending.clean)
            m_record->error = ending.text;
    }
    m_record->state.store(ending.clean ? NodeState::Exited : NodeState::Failed);
    const std::string restart = Parameters(programRole(), m_plan.params).text("restart");
    const bool again = restart == "always" || (restart == "on-failure" && !ending.clean);
    if (again && EventLoop::now() - m_launched > SteadyAfter)
        m_pause = FirstPause;
    log(ending.clean ? EventSeverity::Info : EventSeverity::Error, "program-ended",
        ending.text + (again ? "; starts again in " + formatDuration(m_pause) : ""));
    if (!again)
        return;
    m_loop.wakeAt(*this, EventLoop::now() + m_pause);
    m_pause = std::min(m_pause * 2, LongestPause);
}

void ProgramSupervisor::Program::run()
{
    if (!m_child)
        launch();
}

void ProgramSupervisor::Program::askToEnd()
{
    m_loop.forget(*this);
    if (!m_child)
        return;
    m_loop.unwatch(m_child->ended(), *this);
    m_child->signalGroup(SIGTERM);
    if (m_frozen)
        m_child->signalGroup(SIGCONT); // it hears of the other only then
}

void ProgramSupervisor::Program::setFrozen(bool frozen)
{
    if (std::exchange(m_frozen, frozen) != frozen && m_child)
        m_child->signalGroup(frozen ? SIGSTOP : SIGCONT);
}

void ProgramSupervisor::Program::end(Nanoseconds patience)
{
    if (!m_child)
        return;
    pollfd item{.fd = m_child->ended(), .events = POLLIN, .revents = 0};
    poll(&item, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(patience).count()));
    endNow("node-stopped");
}

void ProgramSupervisor::Program::endNow(std::string_view kind)
{
    m_child->signalGroup(SIGKILL);
    m_child->reap();
    closeChild();
    m_record->state.store(NodeState::Stopped);
    log(EventSeverity::Info, kind, {});
}

void ProgramSupervisor::Program::kill()
{
    m_loop.forget(*this);
    if (!m_child) {
        m_record->state.store(NodeState::Stopped);
        return;
    }
    m_loop.unwatch(m_child->ended(), *this);
    endNow("node-killed");
}

ProgramSupervisor::ProgramSupervisor(EventLog& log, bool allowed) : m_log(log), m_allowed(allowed) {}

ProgramSupervisor::~ProgramSupervisor() { stopAll(); }

void ProgramSupervisor::start(const PlannedNode& plan, const FormerAddresses& former, Errors& errors)
{
    if (!m_allowed) {
        errors.push_back(
            {ErrorCode::Runtime, "programs are not allowed in this run; allow them to start this one", plan.id.text()});
        return;
    }
    if (!m_loop) {
        m_loop = std::make_unique<EventLoop>("zl-programs");
        if (const Status started = m_loop->start(); !started) {
            m_loop.reset();
            errors.push_back({started.error().code, started.error().message, plan.id.text()});
            return;
        }
    }
    m_programs[plan.id] = std::make_unique<Program>(*m_loop, m_log, plan, former);
}

std::vector<ProgramSupervisor::Program*> ProgramSupervisor::find(const std::vector<NodeId>& ids) const
{
    std::vector<Program*> all;
    for (const NodeId& id : ids) {
        if (const auto found = m_programs.find(id); found != m_programs.end())
            all.push_back(found->second.get());
    }
    return all;
}

std::vector<NodeRecordPtr> ProgramSupervisor::kill(const std::vector<NodeId>& ids)
{
    std::vector<NodeRecordPtr> records;
    const std::vector<Program*> killed = find(ids);
    if (killed.empty())
        return records;
    m_loop->call([&] {
        for (Program* program : killed)
            program->kill();
    });
    for (const Program* program : killed)
        records.push_back(program->record());
    for (const NodeId& id : ids)
        m_programs.erase(id);
    return records;
}

void ProgramSupervisor::setFrozen(const NodeId& id, bool frozen)
{
    for (Program* program : find({id}))
        m_loop->call([&] { program->setFrozen(frozen); });
}

void ProgramSupervisor::stop(const std::vector<NodeId>& ids)
{
    const std::vector<Program*> ending = find(ids);
    if (ending.empty())
        return;
    m_loop->call([&] {
        for (Program* program : ending)
            program->askToEnd();
        const Nanoseconds until = EventLoop::now() + EndsWithin;
        for (Program* program : ending)
            program->end(std::max(Nanoseconds(0), until - EventLoop::now()));
    });
    for (const NodeId& id : ids)
        m_programs.erase(id);
}

void ProgramSupervisor::stopAll()
{
    if (!m_loop)
        return;
    std::vector<NodeId> all;
    for (const auto& [id, program] : m_programs)
        all.push_back(id);
    stop(all);
    m_loop->stop();
    m_loop.reset();
}

void ProgramSupervisor::addBound(ResolvedEndpoints& bound) const
{
    for (const auto& [id, program] : m_programs)
        bound.insert(program->binds().begin(), program->binds().end());
}

void ProgramSupervisor::resolve(const ResolvedEndpoints& resolved, std::set<std::string>& waiting)
{
    if (!m_loop || m_programs.empty())
        return;
    m_loop->call([&] {
        for (auto& [id, program] : m_programs)
            program->resolve(resolved, waiting);
    });
}

void ProgramSupervisor::addRecords(std::vector<NodeRecordPtr>& records) const
{
    for (const auto& [id, program] : m_programs)
        records.push_back(program->record());
}

} // namespace zeroloom
