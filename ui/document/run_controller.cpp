#include "ui/document/run_controller.h"

#include <algorithm>
#include <atomic>
#include <map>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include "core/control/run_session.h"
#include "core/model/program_nodes.h"
#include "ui/document/message_wishes.h"
#include "ui/theme/text.h"

namespace zeroloom {

namespace {

constexpr int PublishEveryMs = 100;
constexpr int ApplyDelayMs = 50;
constexpr std::chrono::milliseconds DrainTime(2000);

// The place that an error of a run names, if it is one of this topology.
Place placeOf(const Topology& topology, const std::string& where)
{
    for (const Wire& wire : topology.wires) {
        if (where == "wire '" + wire.id.text() + "'") {
            return {{}, {}, wire.id};
        }
    }
    for (const Node& node : topology.nodes) {
        if (where == node.id.text()) {
            return {node.id, {}, {}};
        }
        for (const Socket& socket : node.sockets) {
            if (where == SocketRef{node.id, socket.id}.text()) {
                return {node.id, socket.id, {}};
            }
        }
    }
    return {};
}

// A host names a wire by its id, which the reader may have made up: a person knows its ends.
Error withEnds(const Topology& topology, Error error, const Place& where)
{
    if (const Wire* wire = topology.wire(where.wire)) {
        error.where = "wire '" + wire->from.text() + " → " + wire->to.text() + "'";
    }
    return error;
}

// Most messages name their place in a person's words already; the others get it in front.
QString inWords(const Error& error)
{
    for (const char* begin : {"wire '", "node '", "socket '", "host '"}) {
        if (error.message.rfind(begin, 0) == 0) {
            return toQString(error.message);
        }
    }
    const bool named = error.where.empty() || error.message.find(error.where) != std::string::npos;
    return toQString(named ? error.message : error.text());
}

// What a person says yes to: the commands, and not where their boxes stand.
std::string commandsOf(const Topology& topology)
{
    std::string all;
    for (const Node* node : programNodes(topology)) {
        all += node->id.text() + '\n';
        for (const auto& [name, value] : node->params) {
            all += name + '=' + toText(value) + '\n';
        }
    }
    return all;
}

QString restartsText(const Topology& topology, const std::vector<std::pair<NodeId, std::string>>& restarts)
{
    QStringList lines;
    for (const auto& [id, why] : restarts) {
        const Node* node = topology.node(id);
        lines << QStringLiteral("%1 (%2)").arg(toQString(node != nullptr ? node->title() : id.text()), toQString(why));
    }
    return lines.join(QStringLiteral(", "));
}

} // namespace

struct RunController::Private {
    Private(Document& theDocument, QString program) : document(theDocument), hostProgram(std::move(program)) {}

    Document& document;
    QString hostProgram;
    SteadyClock clock;
    // Shared with the session's callbacks, which outlive no session.
    std::shared_ptr<Observer> observer;
    std::unique_ptr<RunSession> session;
    std::shared_ptr<std::atomic<bool>> batchWaits;
    std::map<HostId, HostReport> hosts;
    ObservationPtr observation = std::make_shared<const Observation>();
    RunState state = RunState::Stopped;
    std::string allowedPrograms;
    QString waiting;
    QTimer publishTimer, applyTimer;
    QElapsedTimer sincePublished;
    std::uint64_t run = 0; // tells callbacks of a run that has ended from those of this one
    RunConditions conditions;

    MessageWishes wishes;
};

RunController::RunController(Document& document, QString hostProgram, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(document, std::move(hostProgram)))
{
    if (d->hostProgram.isEmpty()) {
        d->hostProgram = QCoreApplication::applicationDirPath() + QStringLiteral("/zeroloomctl");
    }
    d->publishTimer.setSingleShot(true);
    d->applyTimer.setSingleShot(true);
    connect(&d->publishTimer, &QTimer::timeout, this, &RunController::publish);
    connect(&d->applyTimer, &QTimer::timeout, this, &RunController::applyEdits);
    connect(&document, &Document::changed, this, &RunController::onDocumentChanged);
}

RunController::~RunController() { endSession(); }

RunState RunController::state() const { return d->state; }
ObservationPtr RunController::observation() const { return d->observation; }
const Observer* RunController::observer() const { return d->observer.get(); }
QString RunController::waitingText() const { return d->waiting; }

bool RunController::needsPermission() const
{
    const std::string programs = commandsOf(d->document.topology());
    return !programs.empty() && programs != d->allowedPrograms;
}

void RunController::allowPrograms() { d->allowedPrograms = commandsOf(d->document.topology()); }

void RunController::start()
{
    if (d->session) {
        return;
    }
    const Topology& topology = d->document.topology();
    RunSessionOptions options;
    options.hostProgram = d->hostProgram.toStdString();
    options.allowPrograms = !d->allowedPrograms.empty() && !needsPermission();
    options.conditions = d->conditions;

    const auto observer = std::make_shared<Observer>(topology, d->clock);
    observer->setConditions(d->conditions);
    const auto batchWaits = std::make_shared<std::atomic<bool>>(false);
    const std::uint64_t run = ++d->run;
    const auto onThisThread = [this, run](auto act) {
        QMetaObject::invokeMethod(
            this,
            [this, run, act] {
                if (run == d->run) {
                    act();
                }
            },
            Qt::QueuedConnection);
    };
    RunCallbacks callbacks;
    callbacks.batch = [this, observer, batchWaits, onThisThread](const HostBatch& batch) {
        observer->addBatch(batch);
        // One message to this thread for any number of batches, so that a busy window is not buried in them.
        if (!batchWaits->exchange(true)) {
            onThisThread([this] {
                if (!d->publishTimer.isActive()) {
                    const qint64 since = d->sincePublished.isValid() ? d->sincePublished.elapsed() : PublishEveryMs;
                    d->publishTimer.start(
                        static_cast<int>(std::clamp<qint64>(PublishEveryMs - since, 0, PublishEveryMs)));
                }
            });
        }
    };
    callbacks.hostChanged = [this, observer, onThisThread](const HostReport& report) {
        observer->addHostReport(report);
        onThisThread([this, report] { onHostReport(report); });
    };
    callbacks.problem = [this, onThisThread](const Error& error) {
        onThisThread([this, error] { tell(error, QStringLiteral("%1")); });
    };
    callbacks.acted = [observer](const HostId& host, const HostEvent& event) { observer->addEvent(host, event); };
    callbacks.stopped = [this, onThisThread] { onThisThread([this] { onStopped(); }); };

    auto session = RunSession::start(topology, std::move(options), std::move(callbacks));
    if (!session) {
        tell(session.error(), tr("Not started: %1"));
        return;
    }
    d->observer = observer;
    d->batchWaits = batchWaits;
    d->hosts.clear();
    d->session = std::move(*session);
    setWaiting({});
    setState(RunState::Starting);
    publish();
}

void RunController::stop()
{
    if (!d->session) {
        return;
    }
    if (d->state == RunState::Stopping || d->state == RunState::Lost) {
        // Asked twice, or nobody is left to drain: at once.
        endSession();
        onStopped();
        return;
    }
    setState(RunState::Stopping);
    d->session->stop(DrainTime);
}

void RunController::setPaused(bool paused)
{
    const bool canBe = d->state == RunState::Running || d->state == RunState::Paused;
    if (!canBe || paused == d->conditions.paused) {
        return;
    }
    Act act;
    act.kind = paused ? ActKind::Pause : ActKind::Resume;
    perform(act);
}

bool RunController::perform(const Act& act) { return perform(std::vector<Act>{act}); }

bool RunController::perform(const std::vector<Act>& acts)
{
    if (!d->session) {
        return false;
    }
    // An act may be one on what was just drawn.
    if (d->applyTimer.isActive()) {
        d->applyTimer.stop();
        applyEdits();
    }
    const RunConditions before = d->conditions;
    RunConditions now = before;
    for (const Act& act : acts) {
        auto after = afterAct(std::move(now), act, d->document.topology());
        if (!after) {
            tell(after.error(), QStringLiteral("%1"));
            return false;
        }
        now = std::move(*after);
    }
    // Not by way of its conditions: so each is in the log, and a restart starts a host that was lost.
    for (const Act& act : acts) {
        if (const Status done = d->session->perform(act); !done) {
            tell(done.error(), QStringLiteral("%1"));
            d->session->setConditions(before);
            return false;
        }
    }
    take(now);
    Q_EMIT performed(acts, before);
    return true;
}

const RunConditions& RunController::conditions() const { return d->conditions; }

void RunController::setConditions(const RunConditions& conditions, const QString& said)
{
    if (conditions == d->conditions) {
        return;
    }
    if (d->session && !said.isEmpty() && !d->document.topology().hosts.empty()) {
        HostEvent event;
        event.kind = "act";
        event.text = said.toStdString();
        d->observer->addEvent(d->document.topology().hosts.front().id, std::move(event));
    }
    take(conditions);
    tellConditions();
}

void RunController::take(const RunConditions& conditions)
{
    d->conditions = conditions;
    if (d->observer) {
        d->observer->setConditions(conditions);
    }
    if (d->state == RunState::Running || d->state == RunState::Paused) {
        setState(conditions.paused ? RunState::Paused : RunState::Running);
    }
    Q_EMIT conditionsChanged();
}

void RunController::tellConditions()
{
    if (d->session) {
        d->session->setConditions(d->conditions);
    }
}

void RunController::wishForMessages(const QObject* asker, unsigned everySocket,
                                    const std::map<SocketRef, unsigned>& sockets)
{
    d->wishes.set(asker, everySocket, sockets);
    RunConditions conditions = d->conditions;
    d->wishes.apply(conditions);
    if (conditions != d->conditions) {
        d->conditions = conditions;
        tellConditions();
    }
}

void RunController::restartLost()
{
    if (d->session && d->state == RunState::Lost) {
        setState(RunState::Starting);
        d->session->restartLostHosts();
    }
}

void RunController::tell(const Error& error, const QString& frame)
{
    const Topology& topology = d->document.topology();
    const Place where = placeOf(topology, error.where);
    Q_EMIT failed(frame.arg(inWords(withEnds(topology, error, where))), where);
}

void RunController::setState(RunState state)
{
    if (d->state != state) {
        d->state = state;
        Q_EMIT stateChanged();
    }
}

void RunController::setWaiting(const QString& text)
{
    if (d->waiting != text) {
        d->waiting = text;
        Q_EMIT waitingChanged();
    }
}

void RunController::onDocumentChanged(const ChangeSet& changes)
{
    if (changes.replaced) {
        forgetRun();
    } else if (changes.meaningChanged && d->session) {
        d->applyTimer.start(ApplyDelayMs);
    }
}

// Another topology: what was known of the last one says nothing about it.
void RunController::forgetRun()
{
    endSession();
    d->observer.reset();
    d->observation = std::make_shared<const Observation>();
    d->allowedPrograms.clear();
    setWaiting({});
    setState(RunState::Stopped);
    Q_EMIT observationChanged();
}

void RunController::applyEdits()
{
    if (!d->session || d->state == RunState::Stopping) {
        return;
    }
    d->document.checkNow();
    const auto& diagnostics = d->document.diagnostics();
    const auto errors = std::count_if(diagnostics.begin(), diagnostics.end(),
                                      [](const Diagnostic& one) { return one.severity == Severity::Error; });
    if (errors > 0) {
        setWaiting(errors == 1 ? tr("The last edits run as soon as 1 error is fixed")
                               : tr("The last edits run as soon as %1 errors are fixed").arg(errors));
        return;
    }
    const Topology& topology = d->document.topology();
    if (needsPermission()) {
        setWaiting(tr("A program waits for permission: stop and run again to allow it"));
        return;
    }
    const auto restarts = d->session->restartsOf(topology);
    if (!restarts.empty()) {
        Q_EMIT willRestart(restartsText(topology, restarts));
    }
    const Status applied = d->session->apply(topology);
    if (!applied) {
        setWaiting(inWords(applied.error()));
        return;
    }
    d->observer->setTopology(topology);
    setWaiting({});
}

void RunController::onHostReport(const HostReport& report)
{
    d->hosts[report.host] = report;
    publish();
    if (d->state == RunState::Stopping) {
        return;
    }
    const auto any = [this](HostState state) {
        return std::any_of(d->hosts.begin(), d->hosts.end(),
                           [state](const auto& entry) { return entry.second.state == state; });
    };
    if (any(HostState::Lost)) {
        setState(RunState::Lost);
    } else if (any(HostState::Starting)) {
        setState(RunState::Starting);
    } else if (any(HostState::Running)) {
        setState(d->conditions.paused ? RunState::Paused : RunState::Running);
    }
}

void RunController::onStopped()
{
    publish();
    endSession();
    setWaiting({});
    setState(RunState::Stopped);
    Q_EMIT observationChanged();
}

void RunController::publish()
{
    d->publishTimer.stop();
    if (!d->observer) {
        return;
    }
    // Cleared before the look, so that a batch that comes meanwhile is announced again.
    if (d->batchWaits) {
        d->batchWaits->store(false);
    }
    d->sincePublished.start();
    d->observation = d->observer->current();
    Q_EMIT observationChanged();
}

void RunController::endSession()
{
    d->applyTimer.stop();
    d->publishTimer.stop();
    d->session.reset();
    ++d->run;
    // What was done to this run ends with it; how it is watched stays.
    RunConditions next;
    next.speed = d->conditions.speed;
    next.tapEvery = d->conditions.tapEvery;
    next.taps = d->conditions.taps;
    if (next != d->conditions) {
        d->conditions = next;
        Q_EMIT conditionsChanged();
    }
}

} // namespace zeroloom
