#include "ui/window/run_messages.h"

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

} // namespace

RunMessages::RunMessages(Document& document, RunController& run, MessageBar& messages, QObject* parent)
    : QObject(parent), m_document(document), m_run(run), m_messages(messages)
{
    connect(&run, &RunController::stateChanged, this, &RunMessages::onState);
    connect(&run, &RunController::failed, this, &RunMessages::onFailed);
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

void RunMessages::onFailed(const QString& message)
{
    std::vector<MessageAction> actions;
    const auto& found = m_document.diagnostics();
    if (hasErrors(found)) {
        actions.push_back({tr("Show"), [this, where = found.front().where] { m_document.reveal(where); }});
    }
    m_messages.show(FailedKey, MessageKind::Error, message, std::move(actions));
}

void RunMessages::onState()
{
    switch (m_run.state()) {
    case RunState::Lost:
        m_messages.show(LostKey, MessageKind::Error, lostText(*m_run.observation()),
                        {{tr("Start Again"), [this] { m_run.restartLost(); }}, {tr("Stop"), [this] { m_run.stop(); }}});
        return;
    case RunState::Starting:
        m_messages.clear(FailedKey);
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
