#include "ui/inspector/node_page.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/role/role_catalogue.h"
#include "core/zmq/library.h"
#include "ui/inspector/drag_handle.h"
#include "ui/inspector/elided_label.h"
#include "ui/inspector/figure_grid.h"
#include "ui/inspector/live_section.h"
#include "ui/inspector/role_section.h"
#include "ui/inspector/socket_section.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// Asks for no room while another tab is shown: a stack is as high as the highest of its pages.
class TabPage final : public QWidget {
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return isHidden() ? QSize(0, 0) : QWidget::sizeHint(); }
    QSize minimumSizeHint() const override { return isHidden() ? QSize(0, 0) : QWidget::minimumSizeHint(); }
    int heightForWidth(int width) const override { return isHidden() ? 0 : QWidget::heightForWidth(width); }
};

QVBoxLayout* addTab(QTabWidget* tabs, const QString& title)
{
    auto* page = new TabPage(tabs);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, Theme::Unit, 0, 0);
    layout->setSpacing(Theme::Unit / 2);
    tabs->addTab(page, title);
    return layout;
}

} // namespace

NodePage::NodePage(Document& document, RunController& run, QWidget* parent)
    : InspectorPage(document, run, parent), m_tabs(new QTabWidget(this))
{
    m_tabs->setDocumentMode(true);
    connect(m_tabs, &QTabWidget::currentChanged, m_tabs, &QWidget::updateGeometry);
    body()->addWidget(m_tabs);
    makeRoleTab();
    makeSocketsTab();
    makeWiresTab();
    makeLiveTab();
}

const Node* NodePage::node() const
{
    const Selection& selection = document().selection();
    return selection.nodes.size() == 1 ? topology().node(*selection.nodes.begin()) : nullptr;
}

void NodePage::makeRoleTab()
{
    QVBoxLayout* tab = addTab(m_tabs, tr("Role"));
    QFormLayout* form = makeForm();
    m_label = addText(form, tr("Label"), tr("The name on the canvas; empty: the id"), [this](const QString& text) {
        const Node* shown = node();
        return shown ? editor().setLabel(shown->id, text.toStdString()) : Status();
    });
    m_id = addText(form, tr("Id"), tr("Unique in the topology: 1 to 64 letters, digits, '_' or '-'"),
                   [this](const QString& text) {
                       const Node* shown = node();
                       if (!shown)
                           return Status();
                       const NodeId id(text.trimmed().toStdString());
                       Status status = editor().renameNode(shown->id, id);
                       if (status) {
                           Selection selection;
                           selection.nodes.insert(id);
                           document().setSelection(selection);
                       }
                       return status;
                   });
    tab->addLayout(form);
    m_role = new RoleSection(
        document(), [this](const Status& status) { say(status); }, this);
    tab->addWidget(m_role);
    tab->addStretch();
}

void NodePage::makeSocketsTab()
{
    QVBoxLayout* tab = addTab(m_tabs, tr("Sockets"));
    m_sockets = new QVBoxLayout;
    tab->addLayout(m_sockets);
    m_addSocket = new QToolButton(this);
    m_addSocket->setText(tr("Add socket"));
    m_addSocket->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_addSocket);
    for (const SocketTypeInfo& type : socketTypes()) {
        if (isDraft(type.type) && !libzmqHas("draft"))
            continue;
        QAction* action = menu->addAction(Theme::instance().typeIcon(type.type), toQString(type.name));
        connect(action, &QAction::triggered, this, [this, kind = type.type] {
            if (const Node* shown = node())
                say(editor().addSocket(shown->id, kind));
        });
    }
    m_addSocket->setMenu(menu);
    tab->addWidget(m_addSocket, 0, Qt::AlignLeft);
    tab->addStretch();
}

void NodePage::makeWiresTab()
{
    QVBoxLayout* tab = addTab(m_tabs, tr("Wires"));
    m_wires = new QVBoxLayout;
    m_wires->setSpacing(Theme::Unit / 4);
    tab->addLayout(m_wires);
    tab->addStretch();
}

void NodePage::makeLiveTab()
{
    m_live = addTab(m_tabs, tr("Live"));
    m_liveHint = makeHint(tr("Run the topology to see figures here."));
    m_nodeFigures = new FigureGrid(this);
    m_dragHandle = new DragHandle(this);
    m_live->addWidget(m_liveHint);
    m_live->addWidget(m_dragHandle, 0, Qt::AlignRight);
    m_live->addWidget(m_nodeFigures);
    m_live->addStretch();
}

void NodePage::refresh()
{
    const Node* shown = node();
    if (!shown)
        return;
    setUnlessTyping(m_label, toQString(shown->label));
    m_label->setPlaceholderText(toQString(shown->id.text()));
    setUnlessTyping(m_id, toQString(shown->id.text()));
    m_role->refresh(*shown);
    m_dragHandle->setPlace({shown->id, {}, {}});
    refreshSockets(*shown);
    refreshWires(*shown);
    refreshSubtitle();
}

void NodePage::refreshSubtitle()
{
    const Node* shown = node();
    if (!shown)
        return;
    const RoleInfo* role = roleByName(shown->role);
    QStringList parts{role ? toQString(role->title).toLower() : toQString(shown->role),
                      tr("host %1").arg(toQString(shown->host.text()))};
    const ObservationPtr observation = run().observation();
    const auto observed = observation->nodes.find(shown->id);
    if (run().state() != RunState::Stopped && observed != observation->nodes.end()) {
        QString state = stateText(observed->second.state);
        const auto host = observation->hosts.find(shown->host);
        if (observed->second.state == NodeState::Running && host != observation->hosts.end())
            state += QLatin1Char(' ') + durationText(host->second.uptimeSeconds);
        parts << state;
    }
    setTitle(toQString(shown->title()), parts.join(QStringLiteral(" · ")));
}

void NodePage::refreshSockets(const Node& shown)
{
    const bool same = m_socketSections.size() == shown.sockets.size() &&
                      std::equal(m_socketSections.begin(), m_socketSections.end(), shown.sockets.begin(),
                                 [&](const SocketSection* section, const Socket& socket) {
                                     return section->socket() == SocketRef{shown.id, socket.id};
                                 });
    if (!same) {
        clearLayout(m_sockets);
        m_socketSections.clear();
        for (const Socket& socket : shown.sockets) {
            auto* section = new SocketSection(
                document(), {shown.id, socket.id}, [this](const Status& status) { say(status); }, this);
            m_sockets->addWidget(section);
            m_socketSections.push_back(section);
        }
    }
    for (std::size_t i = 0; i < shown.sockets.size(); ++i)
        m_socketSections[i]->refresh(shown.sockets[i]);
}

void NodePage::refreshWires(const Node& shown)
{
    std::vector<const Wire*> wires;
    std::string key;
    for (const Wire& wire : topology().wires)
        if (wire.from.node == shown.id || wire.to.node == shown.id) {
            wires.push_back(&wire);
            key += wire.id.text() + ' ' + wireText(topology(), wire).toStdString() + ' ' + wire.endpoint + '\n';
        }
    if (key == m_shownWires && m_wires->count() > 0)
        return;
    m_shownWires = key;
    clearLayout(m_wires);
    for (const Wire* wire : wires) {
        const QString ends = wireText(topology(), *wire);
        auto* button = new ElidedButton(ends, this);
        button->setToolTip(ends + QLatin1Char('\n') + toQString(endpointOf(*wire)));
        connect(button, &QPushButton::clicked, this, [this, id = wire->id] {
            Place place;
            place.wire = id;
            document().reveal(place);
        });
        m_wires->addWidget(button);
    }
    if (wires.empty())
        m_wires->addWidget(makeHint(tr("No wires yet. Drag from a port of this node to a port of another.")));
}

void NodePage::refreshLive()
{
    const Node* shown = node();
    if (!shown)
        return;
    refreshSubtitle();
    const ObservationPtr observation = run().observation();
    const auto observed = observation->nodes.find(shown->id);
    const bool known = observed != observation->nodes.end();
    const std::optional<FigureRow> fault = faultRow(run().conditions(), shown->id);
    m_liveHint->setVisible(!known && !fault);
    m_nodeFigures->setVisible(known || fault);
    std::vector<FigureRow> rows;
    if (fault)
        rows.push_back(*fault);
    if (known) {
        for (FigureRow& row : nodeRows(observed->second))
            rows.push_back(std::move(row));
        if (const auto monitor = observation->monitors.find(shown->id); monitor != observation->monitors.end())
            for (FigureRow& row : monitorRows(monitor->second))
                rows.push_back(std::move(row));
    }
    m_nodeFigures->setRows(rows);
    for (auto it = m_socketFigures.begin(); it != m_socketFigures.end();) {
        const bool keep = known && shown->socket(it->first);
        if (!keep) {
            delete it->second.heading;
            delete it->second.grid;
        }
        it = keep ? std::next(it) : m_socketFigures.erase(it);
    }
    for (const Socket& socket : shown->sockets) {
        const auto figures = observation->sockets.find({shown->id, socket.id});
        if (!known || figures == observation->sockets.end())
            continue;
        auto [entry, added] = m_socketFigures.try_emplace(socket.id);
        if (added) {
            entry->second = {makeHeading({}), new FigureGrid(this)};
            m_live->insertWidget(m_live->count() - 1, entry->second.heading);
            m_live->insertWidget(m_live->count() - 1, entry->second.grid);
        }
        entry->second.heading->setText(toQString(socket.id.text() + " · ") + toQString(name(socket.type)));
        entry->second.grid->setRows(socketRows(socket, figures->second));
    }
}

} // namespace zeroloom
