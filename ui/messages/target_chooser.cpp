#include "ui/messages/target_chooser.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QKeyEvent>

#include "ui/messages/message_target.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

TargetChooser::TargetChooser(const Document& document, QWidget* parent) : QComboBox(parent), m_document(document)
{
    setAccessibleName(tr("Whose messages are shown"));
    setToolTip(tr("Whose messages are shown: what is selected on the canvas, or what is chosen here"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(14);
    connect(this, &QComboBox::activated, this, [this](int index) {
        const auto place = static_cast<std::size_t>(index - m_before);
        if (index >= m_before && place < m_places.size())
            Q_EMIT placeChosen(Place(m_places[place]));
    });
}

void TargetChooser::showCurrent(const QString& title, const std::optional<Place>& place)
{
    m_title = title;
    m_current = place;
    if (view()->isVisible())
        return; // it is being read
    m_places.clear();
    m_before = 1;
    clear();
    addItem(m_title);
}

void TargetChooser::addPlace(const QIcon& icon, const QString& text, const Place& place)
{
    addItem(icon, text);
    m_places.push_back(place);
}

void TargetChooser::fill()
{
    const Topology& topology = m_document.topology();
    Theme& theme = Theme::instance();
    clear();
    m_places.clear();
    m_before = 0;
    addPlace(theme.icon(QStringLiteral("list")), placeTitle({}, topology), {});
    for (const Node& node : topology.nodes) {
        if (node.sockets.size() != 1)
            addPlace(theme.icon(QStringLiteral("node")), toQString(node.title()), {node.id, {}, {}});
        for (const Socket& socket : node.sockets) {
            const Place place{node.id, socket.id, {}};
            addPlace(theme.typeIcon(socket.type), placeTitle(place, topology), place);
        }
    }
    for (const Wire& wire : topology.wires) {
        const Place place{{}, {}, wire.id};
        addPlace(theme.icon(QStringLiteral("wire")), placeTitle(place, topology), place);
    }
    const auto current = m_current ? std::find(m_places.begin(), m_places.end(), *m_current) : m_places.end();
    if (current != m_places.end()) {
        setCurrentIndex(static_cast<int>(current - m_places.begin()));
    } else {
        insertItem(0, m_title);
        m_before = 1;
        setCurrentIndex(0);
    }
}

void TargetChooser::showPopup()
{
    fill();
    // Names of sockets and wires are longer than the field.
    view()->setMinimumWidth(std::max(width(), 32 * Theme::Unit));
    QComboBox::showPopup();
}

// The keys that go through a list without opening it need the list.
void TargetChooser::keyPressEvent(QKeyEvent* event)
{
    if (m_places.empty())
        fill();
    QComboBox::keyPressEvent(event);
}

// Over a field of a bar the wheel is most often a slip.
void TargetChooser::wheelEvent(QWheelEvent* event) { event->ignore(); }

} // namespace zeroloom
