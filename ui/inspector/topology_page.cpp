#include "ui/inspector/topology_page.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/figure_grid.h"
#include "ui/inspector/live_section.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {

TopologyPage::TopologyPage(Document& document, RunController& run, QWidget* parent)
    : InspectorPage(document, run, parent), m_description(new QPlainTextEdit(this)), m_hosts(new QVBoxLayout),
      m_figures(new FigureGrid(this)), m_hint(makeHint({}))
{
    QFormLayout* form = makeForm();
    m_name = addText(form, tr("Name"), tr("The topology's name, in the title and in reports"),
                     [this](const QString& text) { return editor().setName(text.toStdString()); });
    body()->addLayout(form);
    m_description->setPlaceholderText(tr("What is it for?"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setTabChangesFocus(true);
    m_description->setUndoRedoEnabled(false);
    m_description->setFixedHeight(9 * Theme::Unit);
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] {
        const std::string text = m_description->toPlainText().toStdString();
        if (m_description->hasFocus() && text != topology().description)
            say(editor().setDescription(text));
    });
    body()->addWidget(m_description);
    body()->addWidget(m_hint);

    auto* heading = new QHBoxLayout;
    heading->addWidget(makeHeading(tr("Hosts")));
    heading->addStretch();
    auto* add = new QToolButton(this);
    add->setIcon(Theme::instance().icon(QStringLiteral("add")));
    add->setAutoRaise(true);
    add->setToolTip(tr("Add a host: one more process that runs nodes"));
    add->setAccessibleName(tr("Add host"));
    connect(add, &QToolButton::clicked, this, &TopologyPage::addHost);
    heading->addWidget(add);
    body()->addLayout(heading);
    body()->addLayout(m_hosts);
    body()->addWidget(m_figures);
}

void TopologyPage::addHost()
{
    bool accepted = false;
    const QString id = QInputDialog::getText(this, tr("Add host"), tr("Id of the host (letters, digits, '_', '-'):"),
                                             QLineEdit::Normal, QStringLiteral("host2"), &accepted);
    if (accepted)
        say(editor().addHost(HostId(id.trimmed().toStdString()), {}));
}

void TopologyPage::refresh()
{
    const Topology& shown = topology();
    setTitle(shown.name.empty() ? tr("Untitled topology") : toQString(shown.name),
             countedText(shown.nodes.size(), tr("node"), tr("nodes")) + QStringLiteral(" · ") +
                 countedText(shown.wires.size(), tr("wire"), tr("wires")));
    setUnlessTyping(m_name, toQString(shown.name));
    if (m_description->toPlainText().toStdString() != shown.description) {
        const QSignalBlocker blocker(m_description);
        m_description->setPlainText(toQString(shown.description));
    }
    m_hint->setText(
        shown.nodes.empty()
            ? tr("Drag a socket from the palette onto the canvas, or a whole pattern. Then drag from port to "
                 "port to wire them, and press F5 to run.")
            : tr("Select a node or a wire to see and change all of it."));
    refreshHosts();
}

void TopologyPage::refreshHosts()
{
    std::string key;
    for (const Host& host : topology().hosts)
        key += host.id.text() + ' ' + host.label + '\n';
    for (const Node& node : topology().nodes)
        key += node.host.text() + ' ';
    if (key == m_shownHosts)
        return;
    m_shownHosts = key;
    clearLayout(m_hosts);
    for (const Host& host : topology().hosts) {
        auto* row = new QHBoxLayout;
        const auto count = std::count_if(topology().nodes.begin(), topology().nodes.end(),
                                         [&](const Node& node) { return node.host == host.id; });
        auto* label = new QLabel(toQString(host.id.text()) + QStringLiteral(" · ") +
                                     countedText(static_cast<std::size_t>(count), tr("node"), tr("nodes")),
                                 this);
        label->setTextFormat(Qt::PlainText);
        row->addWidget(label, 1);
        if (host.id != HostId("local")) {
            auto* remove = new QToolButton(this);
            remove->setIcon(Theme::instance().icon(QStringLiteral("delete")));
            remove->setAutoRaise(true);
            remove->setToolTip(tr("Remove the host; its nodes go to the local one"));
            remove->setAccessibleName(tr("Remove host %1").arg(toQString(host.id.text())));
            connect(
                remove, &QToolButton::clicked, this, [this, id = host.id] { say(editor().removeHost(id)); },
                Qt::QueuedConnection);
            row->addWidget(remove);
        }
        m_hosts->addLayout(row);
    }
}

void TopologyPage::refreshLive()
{
    const ObservationPtr observation = run().observation();
    // What is observed stays after a run's end, and its processes do not.
    const bool runs = run().state() != RunState::Stopped;
    m_figures->setVisible(runs && !observation->hosts.empty());
    m_figures->setRows(hostRows(*observation));
}

} // namespace zeroloom
