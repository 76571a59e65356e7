#include "ui/window/run_messages.h"

#include <algorithm>

namespace zeroloom {

namespace {

const QString FailedKey = QStringLiteral("run-failed");
const QString LostKey = QStringLiteral("host-lost");
const QString WaitingKey = QStringLiteral("edits-wait");
const QString RestartKey = QStringLiteral("node-restart");

QString lostText(const Observation& seen)
{
    QStringList hosts;
    for (const auto& [id, host] : seen.hosts) {
        if (host.state == HostState::Lost) {
            const QString name = QString::fromStdString(id.text());
            hosts << (host.detail.empty() ? name
                                          : QStringLiteral("%1, %2").arg(name, QString::fromStdString(host.detail)));
        }
    }
    const QString which = hosts.size() == 1 ? RunMessages::tr("Lost: host %1.") : RunMessages::tr("Lost: hosts %1.");
    return which.arg(hosts.join(QStringLiteral("; "))) + QLatin1Char(' ') +
           RunMessages::tr("Its nodes are marked; what was measured is kept.");
}

std::vector<std::string> errorsOf(const Document& document)
{
    std::vector<std::string> errors;
    for (const Diagnostic& one : document.diagnostics()) {
        if (one.severity == Severity::Error) {
            errors.push_back(one.message);
        }
    }
    return errors;
}

bool hasFailed(const WireEndObservation& end)
{
    return end.state == ConnectionState::Failed || end.state == ConnectionState::Refused;
}

bool hasFailed(const Observation& seen, const Place& where)
{
    if (const auto wire = seen.wires.find(where.wire); wire != seen.wires.end()) {
        return hasFailed(wire->second.from) || hasFailed(wire->second.to);
    }
    const auto node = seen.nodes.find(where.node);
    return node != seen.nodes.end() && node->second.state == NodeState::Failed;
}

bool isThere(const Topology& topology, const Place& where)
{
    return where == Place() || topology.wire(where.wire) != nullptr || topology.node(where.node) != nullptr;
}

} // namespace

RunMessages::RunMessages(Document& document, RunController& run, MessageBar& messages, QObject* parent)
    : QObject(parent), m_document(document), m_run(run), m_messages(messages)
{
    connect(&run, &RunController::stateChanged, this, &RunMessages::onState);
    connect(&run, &RunController::failed, this, &RunMessages::onFailed);
    connect(&run, &RunController::observationChanged, this, &RunMessages::onObservation);
    connect(&document, &Document::diagnosticsChanged, this, &RunMessages::onDiagnostics);
    connect(&run, &RunController::willRestart, this, [this](const QString& what) {
        m_messages.show(RestartKey, MessageKind::Information,
                        tr("This change restarts %1; everything else goes on.").arg(what));
    });
    connect(&run, &RunController::waitingChanged, this, [this] {
        const QString waiting = m_run.waitingText();
        if (waiting.isEmpty()) {
            m_messages.clear(WaitingKey);
        } else {
            m_messages.show(WaitingKey, MessageKind::Warning, tr("%1. What ran before goes on.").arg(waiting));
        }
    });
}

void RunMessages::onFailed(const QString& message, const Place& where)
{
    if (m_messages.text(FailedKey).isEmpty()) {
        m_failures.clear(); // those before were read and dismissed
    }
    if (m_run.state() == RunState::Stopped) {
        m_failures.clear();
        m_document.checkNow();
        m_refusedFor = errorsOf(m_document);
    }
    const bool told = std::any_of(m_failures.begin(), m_failures.end(),
                                  [&](const Failure& failure) { return failure.message == message; });
    if (!told) {
        m_failures.push_back({message, where});
        showFailures();
    }
}

void RunMessages::showFailures()
{
    if (m_failures.empty()) {
        m_messages.clear(FailedKey);
        return;
    }
    const Failure& first = m_failures.front();
    QString text = first.message;
    if (m_failures.size() > 1) {
        text = tr("%1 (and %2 more)").arg(text).arg(m_failures.size() - 1);
    }
    std::vector<MessageAction> actions;
    if (first.where != Place()) {
        actions.push_back({tr("Show"), [this, where = first.where] { m_document.reveal(where); }});
    }
    m_messages.show(FailedKey, MessageKind::Error, text, std::move(actions));
}

void RunMessages::forgetFailures()
{
    m_failures.clear();
    m_refusedFor.clear();
    m_messages.clear(FailedKey);
}

// The topology was not started for its errors, and now they are others.
void RunMessages::onDiagnostics()
{
    if (!m_refusedFor.empty() && errorsOf(m_document) != m_refusedFor) {
        forgetFailures();
    }
}

// What failed while it ran is told until it works, or is taken away.
void RunMessages::onObservation()
{
    if (m_failures.empty() || m_run.state() == RunState::Stopped) {
        return;
    }
    const ObservationPtr seen = m_run.observation();
    const auto over = std::erase_if(m_failures, [&](Failure& failure) {
        const bool fails = hasFailed(*seen, failure.where);
        failure.seen = failure.seen || fails;
        return (failure.seen && !fails) || !isThere(m_document.topology(), failure.where);
    });
    if (over > 0 && !m_messages.text(FailedKey).isEmpty()) {
        showFailures();
    }
}

void RunMessages::onState()
{
    switch (m_run.state()) {
    case RunState::Lost:
        m_messages.show(LostKey, MessageKind::Error, lostText(*m_run.observation()),
                        {{tr("Start Again"), [this] { m_run.restartLost(); }}, {tr("Stop"), [this] { m_run.stop(); }}});
        return;
    case RunState::Starting:
        forgetFailures();
        break;
    case RunState::Stopped:
        m_messages.clear(RestartKey);
        break;
    default:
        break;
    }
    m_messages.clear(LostKey);
}

} // namespace zeroloom
