#include "ui/inspector/wire_page.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "core/zmq/endpoint.h"
#include "ui/inspector/drag_handle.h"
#include "ui/inspector/figure_grid.h"
#include "ui/inspector/heartbeat_section.h"
#include "ui/inspector/live_section.h"

namespace zeroloom {

WirePage::WirePage(Document& document, RunController& run, QWidget* parent)
    : InspectorPage(document, run, parent), m_bind(new QComboBox(this)), m_hint(makeHint({})),
      m_liveHint(makeHint(tr("Run the topology to see figures here."))), m_figures(new FigureGrid(this)),
      m_heartbeat(new HeartbeatSection(
          document, [this](const Status& status) { say(status); }, this)),
      m_dragHandle(new DragHandle(this))
{
    QFormLayout* form = makeForm();
    m_bind->setAccessibleName(tr("Binding end"));
    m_bind->setToolTip(
        tr("The end that binds; the other connects. By the pattern: the stable end, of which there are fewer."));
    addRow(form, tr("Binds"), m_bind);
    m_endpoint = addText(form, tr("Endpoint"),
                         tr("tcp://ADDRESS:PORT, ipc://PATH or inproc://NAME; a port of * is chosen when it is bound"),
                         [this](const QString& text) {
                             const Wire* shown = wire();
                             return shown ? editor().setEndpoint(shown->id, text.trimmed().toStdString()) : Status();
                         });
    m_endpoint->setPlaceholderText(toQString(DefaultEndpoint));
    form->addRow(QString(), m_hint);
    body()->addLayout(form);
    auto* live = new QHBoxLayout;
    live->addWidget(makeHeading(tr("Live")));
    live->addWidget(m_dragHandle);
    live->addStretch();
    body()->addLayout(live);
    body()->addWidget(m_liveHint);
    body()->addWidget(m_figures);
    body()->addWidget(m_heartbeat);

    connect(m_endpoint, &QLineEdit::textEdited, this, [this](const QString& text) {
        const auto parsed = parseEndpoint(text.trimmed().toStdString(), EndpointUse::Bind);
        m_hint->setText(text.trimmed().isEmpty() || parsed ? QString() : toQString(parsed.error().message));
    });
    connect(m_bind, &QComboBox::activated, this, [this](int index) {
        if (const Wire* shown = wire())
            say(editor().setBind(shown->id, index == 0   ? std::nullopt
                                            : index == 1 ? std::optional(WireEnd::From)
                                                         : std::optional(WireEnd::To)));
    });
}

const Wire* WirePage::wire() const
{
    const Selection& selection = document().selection();
    return selection.wires.size() == 1 ? topology().wire(*selection.wires.begin()) : nullptr;
}

void WirePage::refresh()
{
    const Wire* shown = wire();
    if (!shown)
        return;
    setTitle(wireText(topology(), *shown), tr("wire %1").arg(toQString(shown->id.text())));
    m_dragHandle->setPlace({{}, {}, shown->id});
    const WireEnd chosen = bindingEnd(*shown, TopologyIndex(topology()));
    m_bind->clear();
    m_bind->addItem(tr("by the pattern: %1").arg(socketText(topology(), endOf(*shown, chosen))));
    m_bind->addItem(socketText(topology(), shown->from));
    m_bind->addItem(socketText(topology(), shown->to));
    m_bind->setCurrentIndex(!shown->bind ? 0 : *shown->bind == WireEnd::From ? 1 : 2);
    setUnlessTyping(m_endpoint, toQString(shown->endpoint));
    m_heartbeat->refresh(*shown);
    if (!m_endpoint->hasFocus()) {
        const auto parsed = parseEndpoint(endpointOf(*shown), EndpointUse::Bind);
        m_hint->setText(!parsed             ? toQString(parsed.error().message)
                        : parsed->wildcard  ? tr("a free one is chosen when it runs")
                        : parsed->isLocal() ? QString()
                                            : tr("can be reached from other machines"));
    }
}

void WirePage::refreshLive()
{
    const Wire* shown = wire();
    if (!shown)
        return;
    const ObservationPtr observation = run().observation();
    const auto observed = observation->wires.find(shown->id);
    const bool known = observed != observation->wires.end();
    const std::optional<FigureRow> fault = faultRow(run().conditions(), shown->id);
    m_liveHint->setVisible(!known && !fault);
    m_figures->setVisible(known || fault);
    std::vector<FigureRow> rows;
    if (fault)
        rows.push_back(*fault);
    if (known)
        for (FigureRow& row : wireRows(observed->second))
            rows.push_back(std::move(row));
    m_figures->setRows(rows);
}

} // namespace zeroloom
