#include "ui/inspector/heartbeat_section.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/zmq/option_catalogue.h"
#include "ui/inspector/elided_label.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/value_field.h"

namespace zeroloom {
namespace {

struct Timing {
    const char* option;
    const char* label;
    std::int64_t usual; // ms: a dead peer is noticed within four seconds
};
constexpr std::array<Timing, 3> Timings{{
    {"HEARTBEAT_IVL", QT_TRANSLATE_NOOP("HeartbeatSection", "Ping every"), 1'000},
    {"HEARTBEAT_TIMEOUT", QT_TRANSLATE_NOOP("HeartbeatSection", "Wait"), 3'000},
    {"HEARTBEAT_TTL", QT_TRANSLATE_NOOP("HeartbeatSection", "Peer waits"), 3'000},
}};

} // namespace

HeartbeatSection::HeartbeatSection(Document& document, std::function<void(const Status&)> say, QWidget* parent)
    : QWidget(parent), m_document(document), m_say(std::move(say))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit / 2);
    layout->addWidget(InspectorPage::makeHeading(tr("Heartbeat")));
    layout->addWidget(InspectorPage::makeHint(
        tr("Pings of ZMTP itself. A peer whose process stops or whose network breaks is noticed, and this wire's end "
           "goes down. They are options of the socket: all its wires have them.")));
    for (End& end : m_ends)
        makeEnd(end);
}

void HeartbeatSection::makeEnd(End& end)
{
    auto* head = new QHBoxLayout;
    end.heading = new QLabel(this);
    end.usual = new QPushButton(this);
    head->addWidget(end.heading, 1);
    head->addWidget(end.usual);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(head);
    QFormLayout* form = InspectorPage::makeForm();
    for (const Timing& timing : Timings) {
        FieldSpec spec = fieldSpec(*optionByName(timing.option), SocketType::Dealer);
        spec.label = tr(timing.label);
        auto* field = new ValueField(spec, this);
        InspectorPage::addRow(form, spec.label, field)->setTip(spec.tip);
        connect(
            field, &ValueField::edited, this,
            [this, &end, option = timing.option](const std::optional<Value>& value) { setOption(end, option, value); });
        end.fields.push_back(field);
    }
    column->addLayout(form);
    connect(end.usual, &QPushButton::clicked, this, [this, &end] { toggle(end); });
}

void HeartbeatSection::setOption(const End& end, const char* option, const std::optional<Value>& value)
{
    m_say(m_document.editor().setOption(end.socket, option, value));
    m_document.editor().endMerge();
}

// One step of undo for all three.
void HeartbeatSection::toggle(const End& end)
{
    const Topology& topology = m_document.topology();
    const Node* node = topology.node(end.socket.node);
    if (node == nullptr)
        return;
    Node after = *node;
    for (Socket& socket : after.sockets) {
        if (socket.id != end.socket.socket)
            continue;
        for (const Timing& timing : Timings) {
            if (end.on)
                socket.options.erase(timing.option);
            else
                socket.options[timing.option] = Value(timing.usual);
        }
    }
    const auto place = static_cast<std::size_t>(node - topology.nodes.data());
    const Edit edit{(end.on ? tr("Switch heartbeats off") : tr("Switch heartbeats on")).toStdString(),
                    {NodeChange{place, *node, after}},
                    {}};
    m_say(m_document.editor().apply(edit));
}

void HeartbeatSection::refresh(const Wire& wire)
{
    refreshEnd(m_ends[0], wire.from);
    refreshEnd(m_ends[1], wire.to);
}

void HeartbeatSection::refreshEnd(End& end, const SocketRef& ref)
{
    end.socket = ref;
    const Topology& topology = m_document.topology();
    const Socket* socket = topology.socket(ref);
    const Node* node = topology.node(ref.node);
    if (socket == nullptr || node == nullptr)
        return;
    const bool ours = node->role != "outside" && node->role != "program";
    const QString name = socketText(topology, ref);
    end.heading->setText(ours ? name : tr("%1 is somebody else's: its program decides").arg(name));
    end.heading->setWordWrap(true);
    end.on = false;
    for (const Timing& timing : Timings)
        end.on = end.on || socket->options.contains(timing.option);
    end.usual->setText(end.on ? tr("Switch Off") : tr("Switch On"));
    end.usual->setAccessibleName(end.on ? tr("Switch heartbeats of %1 off").arg(name)
                                        : tr("Switch heartbeats of %1 on").arg(name));
    end.usual->setVisible(ours);
    for (std::size_t i = 0; i < Timings.size(); ++i) {
        const auto set = socket->options.find(Timings[i].option);
        end.fields[i]->setValue(set == socket->options.end() ? std::nullopt : std::optional<Value>(set->second));
        end.fields[i]->setAccessibleDescription(name);
        end.fields[i]->setEnabled(ours);
    }
}

} // namespace zeroloom
