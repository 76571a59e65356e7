#include "ui/window/heartbeats_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include "core/zmq/endpoint.h"
#include "ui/theme/theme.h"
#include "ui/window/heart_rule_fields.h"
#include "ui/window/monitor_dialog_parts.h"

namespace zeroloom {

namespace {

const QString PingKey = QStringLiteral("monitor/heartbeats/ping");
const QString PongKey = QStringLiteral("monitor/heartbeats/pong");
const QString BindKey = QStringLiteral("monitor/heartbeats/binds");

Result<Endpoint> endpointOf(const QLineEdit& line, WireEnd bind)
{
    return parseEndpoint(line.text().trimmed().toStdString(),
                         bind == WireEnd::From ? EndpointUse::Bind : EndpointUse::Connect);
}

} // namespace

HeartbeatsDialog::HeartbeatsDialog(QWidget* parent)
    : QDialog(parent), m_ping(new QLineEdit(this)), m_pong(new QLineEdit(this)), m_bind(new QComboBox(this)),
      m_plan(new QLabel(this)), m_problem(makeProblemLabel(this))
{
    setObjectName(QStringLiteral("heartbeatsDialog"));
    setWindowTitle(tr("Watch heartbeats"));
    auto* layout =
        makeDialogLayout(this, tr("Watches programs that echo beats: pyzmq's hearts, and others like them."));
    auto* form = new QFormLayout;
    const QSettings settings;
    const HeartbeatEndpoints defaults;
    m_ping->setObjectName(QStringLiteral("ping"));
    m_ping->setText(settings.value(PingKey, QString::fromStdString(defaults.ping)).toString());
    m_ping->setToolTip(tr("Where beats go out: hearts have a SUB socket here"));
    m_pong->setObjectName(QStringLiteral("pong"));
    m_pong->setText(settings.value(PongKey, QString::fromStdString(defaults.pong)).toString());
    m_pong->setToolTip(tr("Where answers come in: hearts have a DEALER socket here"));
    m_bind->setObjectName(QStringLiteral("bind"));
    m_bind->addItem(tr("Bind here: hearts connect"));
    m_bind->addItem(tr("Connect: hearts, or a device before them, bind"));
    m_bind->setCurrentIndex(settings.value(BindKey, true).toBool() ? 0 : 1);
    form->addRow(tr("P&ing endpoint"), m_ping);
    form->addRow(tr("P&ong endpoint"), m_pong);
    form->addRow(tr("&Sockets"), m_bind);
    m_rule = new HeartRuleFields(*form, QStringLiteral("monitor/heartbeats"), {}, this);
    layout->addLayout(form);
    m_plan->setObjectName(QStringLiteral("plan"));
    m_plan->setWordWrap(true);
    layout->addWidget(m_plan);
    layout->addWidget(m_problem);
    m_watch = addDialogButtons(this, layout, tr("Watch"));
    connect(m_ping, &QLineEdit::textChanged, this, &HeartbeatsDialog::judge);
    connect(m_pong, &QLineEdit::textChanged, this, &HeartbeatsDialog::judge);
    connect(m_bind, &QComboBox::currentIndexChanged, this, &HeartbeatsDialog::judge);
    connect(m_rule, &HeartRuleFields::changed, this, &HeartbeatsDialog::judge);
    connect(this, &QDialog::accepted, this, &HeartbeatsDialog::remember);
    judge();
    m_ping->setFocus();
}

WireEnd HeartbeatsDialog::bind() const { return m_bind->currentIndex() == 0 ? WireEnd::From : WireEnd::To; }

QString HeartbeatsDialog::problem() const
{
    const auto ping = endpointOf(*m_ping, bind());
    if (!ping) {
        return tr("Ping: %1").arg(QString::fromStdString(ping.error().message));
    }
    const auto pong = endpointOf(*m_pong, bind());
    if (!pong) {
        return tr("Pong: %1").arg(QString::fromStdString(pong.error().message));
    }
    if (*ping == *pong && !ping->wildcard) {
        return tr("Ping and pong need two endpoints: choose another port for one of them.");
    }
    for (const Endpoint* each : {&*ping, &*pong}) {
        if (each->transport == Transport::Inproc) {
            return tr("inproc reaches nobody outside Zeroloom's own process: use tcp or ipc.");
        }
    }
    return m_rule->problem();
}

QString HeartbeatsDialog::plan() const
{
    const auto ping = endpointOf(*m_ping, bind());
    const auto pong = endpointOf(*m_pong, bind());
    if (bind() == WireEnd::To) {
        return tr("Zeroloom takes the heartbeater's side: it connects to both and sends a beat each period. Nothing is "
                  "ever sent to a single heart.");
    }
    QString text = tr("Zeroloom takes the heartbeater's side: it binds both and hearts connect to them. A heartbeater "
                      "that runs there already has to be stopped first.");
    if (ping && pong && !(ping->isLocal() && pong->isLocal())) {
        text += QLatin1Char(' ') + tr("Other machines can reach it.");
    }
    if (ping && pong && (ping->wildcard || pong->wildcard)) {
        text += QLatin1Char(' ') + tr("The free port that is chosen is shown on the wire.");
    }
    return text;
}

void HeartbeatsDialog::judge()
{
    m_plan->setText(plan());
    showProblem(*m_problem, *m_watch, problem());
}

std::optional<HeartbeatsDialog::Answer> HeartbeatsDialog::answer() const
{
    const auto rule = m_rule->rule();
    if (!rule || !problem().isEmpty()) {
        return std::nullopt;
    }
    return Answer{{m_ping->text().trimmed().toStdString(), m_pong->text().trimmed().toStdString(), bind()}, *rule};
}

void HeartbeatsDialog::remember() const
{
    QSettings settings;
    settings.setValue(PingKey, m_ping->text().trimmed());
    settings.setValue(PongKey, m_pong->text().trimmed());
    settings.setValue(BindKey, bind() == WireEnd::From);
    m_rule->remember();
}

std::optional<HeartbeatsDialog::Answer> HeartbeatsDialog::ask(QWidget* parent)
{
    HeartbeatsDialog dialog(parent);
    return dialog.exec() == QDialog::Accepted ? dialog.answer() : std::nullopt;
}

} // namespace zeroloom
