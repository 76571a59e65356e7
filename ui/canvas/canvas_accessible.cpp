#include "ui/canvas/canvas_accessible.h"

#include <algorithm>
#include <unordered_map>
#include <variant>
#include <vector>

#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/canvas/canvas_tooltips.h"
#include "ui/canvas/canvas_view_private.h"
#include "ui/canvas/heart_words.h"

namespace zeroloom {

// The frame of a monitor's hearts.
struct HeartsId {
    NodeId monitor;
    bool operator==(const HeartsId&) const = default;
};

using ItemId = std::variant<NodeId, WireId, NoteId, HeartsId, HeartRef>;

std::string keyOf(const ItemId& id)
{
    std::string text;
    if (const auto* hearts = std::get_if<HeartsId>(&id))
        text = hearts->monitor.text();
    else if (const auto* heart = std::get_if<HeartRef>(&id))
        text = heart->monitor.text() + ' ' + std::to_string(heart->number);
    else if (const auto* node = std::get_if<NodeId>(&id))
        text = node->text();
    else if (const auto* wire = std::get_if<WireId>(&id))
        text = wire->text();
    else
        text = std::get<NoteId>(id).text();
    return std::to_string(id.index()) + text;
}

// Answers from the scene as it is; one whose item is gone is invalid, as screen readers expect.
class CanvasItemAccessible final : public QAccessibleInterface {
public:
    CanvasItemAccessible(CanvasView* view, const CanvasScene* scene, const HeartField* hearts, Document* document,
                         ItemId id)
        : m_view(view), m_scene(scene), m_hearts(hearts), m_document(document), m_id(std::move(id))
    {
    }

    bool isValid() const override { return !rectInScene().isNull(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    void setText(QAccessible::Text, const QString&) override {}

    QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name && kind != QAccessible::Description)
            return {};
        if (const auto* node = std::get_if<NodeId>(&m_id)) {
            const NodeItem* item = m_scene->node(*node);
            return item == nullptr ? QString() : kind == QAccessible::Name ? item->titleText : nodeDescription(*item);
        }
        if (const auto* wire = std::get_if<WireId>(&m_id)) {
            const WireItem* item = m_scene->wire(*wire);
            return item == nullptr             ? QString()
                   : kind == QAccessible::Name ? wireDescription(*m_scene, *item)
                                               : item->endpoint;
        }
        if (const auto* note = std::get_if<NoteId>(&m_id)) {
            const NoteItem* item = m_scene->note(*note);
            return item == nullptr ? QString() : QString::fromStdString(item->note.text);
        }
        return heartText();
    }

    QRect rect() const override
    {
        const QRectF scene = rectInScene();
        const QRect local =
            QRectF(m_view->mapFromScene(scene.topLeft()), scene.size() * m_view->zoom()).toAlignedRect();
        return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
    }

    QAccessible::Role role() const override
    {
        if (std::holds_alternative<NoteId>(m_id))
            return QAccessible::Note;
        if (std::holds_alternative<HeartsId>(m_id))
            return QAccessible::Grouping;
        if (std::holds_alternative<HeartRef>(m_id))
            return QAccessible::Indicator;
        return std::holds_alternative<NodeId>(m_id) ? QAccessible::Graphic : QAccessible::Link;
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (std::holds_alternative<HeartsId>(m_id) || std::holds_alternative<HeartRef>(m_id)) {
            state.readOnly = true;
            state.invalid = !isValid();
            return state;
        }
        state.selectable = true;
        state.focusable = true;
        const Selection& selection = m_document->selection();
        if (const auto* node = std::get_if<NodeId>(&m_id))
            state.selected = selection.nodes.contains(*node);
        else if (const auto* wire = std::get_if<WireId>(&m_id))
            state.selected = selection.wires.contains(*wire);
        else
            state.selected = selection.notes.contains(std::get<NoteId>(m_id));
        state.focused = state.selected && m_view->hasFocus() && selection.size() == 1;
        state.invalid = !isValid();
        return state;
    }

private:
    QRectF rectInScene() const
    {
        if (const auto* node = std::get_if<NodeId>(&m_id)) {
            const NodeItem* item = m_scene->node(*node);
            return item == nullptr ? QRectF() : item->rect;
        }
        if (const auto* wire = std::get_if<WireId>(&m_id)) {
            const WireItem* item = m_scene->wire(*wire);
            return item == nullptr ? QRectF() : item->bounds.adjusted(-1, -1, 1, 1);
        }
        if (const auto* hearts = std::get_if<HeartsId>(&m_id)) {
            const HeartCluster* cluster = m_hearts->cluster(hearts->monitor);
            return cluster == nullptr ? QRectF() : cluster->frame.rect;
        }
        if (const auto* heart = std::get_if<HeartRef>(&m_id))
            return m_hearts->rectOf(*heart);
        const NoteItem* item = m_scene->note(std::get<NoteId>(m_id));
        return item == nullptr ? QRectF() : item->rect;
    }

    QString heartText() const
    {
        if (const auto* heart = std::get_if<HeartRef>(&m_id)) {
            const Heart* known = m_hearts->heart(*heart);
            return known == nullptr ? QString() : heartDescription(*m_hearts->cluster(heart->monitor), *known);
        }
        const NodeId& monitor = std::get<HeartsId>(m_id).monitor;
        const HeartCluster* cluster = m_hearts->cluster(monitor);
        return cluster == nullptr ? QString() : clusterDescription(m_scene->node(monitor)->titleText, *cluster);
    }

    CanvasView* m_view;
    const CanvasScene* m_scene;
    const HeartField* m_hearts;
    Document* m_document;
    ItemId m_id;
};

class CanvasAccessible final : public QAccessibleWidget {
public:
    explicit CanvasAccessible(CanvasView* view) : QAccessibleWidget(view, QAccessible::Canvas), m_view(view) {}
    ~CanvasAccessible() override
    {
        for (const auto& [key, id] : m_children)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(ids().size()); }

    // Nodes first, in drawing order, then wires, then notes, then hearts.
    QAccessibleInterface* child(int index) const override
    {
        const std::vector<ItemId> items = ids();
        if (index < 0 || index >= static_cast<int>(items.size()))
            return nullptr;
        return interfaceOf(items[static_cast<std::size_t>(index)]);
    }

    int indexOfChild(const QAccessibleInterface* wanted) const override
    {
        const std::vector<ItemId> items = ids();
        for (std::size_t i = 0; i < items.size(); ++i)
            if (interfaceOf(items[i]) == wanted)
                return static_cast<int>(i);
        return -1;
    }

    // -1 when not exactly one thing is selected.
    int selectedChild() const
    {
        const Selection& selection = m_view->d->document.selection();
        if (selection.size() != 1)
            return -1;
        const ItemId wanted = !selection.nodes.empty()   ? ItemId(*selection.nodes.begin())
                              : !selection.wires.empty() ? ItemId(*selection.wires.begin())
                                                         : ItemId(*selection.notes.begin());
        const std::vector<ItemId> items = ids();
        const auto found = std::find(items.begin(), items.end(), wanted);
        return found == items.end() ? -1 : static_cast<int>(found - items.begin());
    }

    QAccessibleInterface* childAt(int x, int y) const override
    {
        const CanvasScene& scene = m_view->d->scene;
        const QPointF at = m_view->mapToScene(m_view->viewport()->mapFromGlobal(QPoint(x, y)));
        if (const NodeItem* node = scene.nodeAt(at))
            return interfaceOf(node->node.id);
        if (const auto heart = m_view->d->hearts.at(at))
            return interfaceOf(*heart);
        if (const WireItem* wire = scene.wireAt(at, m_view->d->context.wireSlack()))
            return interfaceOf(wire->id);
        return nullptr;
    }

private:
    std::vector<ItemId> ids() const
    {
        const CanvasScene& scene = m_view->d->scene;
        std::vector<ItemId> all;
        for (const NodeItem* node : scene.nodes())
            all.emplace_back(node->node.id);
        std::vector<const WireItem*> wires;
        for (const auto& [id, wire] : scene.wires())
            wires.push_back(&wire);
        std::sort(wires.begin(), wires.end(), [](const WireItem* a, const WireItem* b) { return a->order < b->order; });
        for (const WireItem* wire : wires)
            all.emplace_back(wire->id);
        for (const auto& [id, note] : scene.notes())
            all.emplace_back(id);
        addHearts(all);
        return all;
    }

    // Of a matrix only those that want attention are read one by one: nobody listens to three thousand names.
    void addHearts(std::vector<ItemId>& all) const
    {
        for (const HeartCluster& cluster : m_view->d->hearts.clusters()) {
            if (cluster.frame.rect.isNull())
                continue;
            all.emplace_back(HeartsId{cluster.monitor});
            std::size_t read = 0;
            for (std::size_t i = 0; i < cluster.frame.shown && read < HeartFrame::MostCells; ++i) {
                const Heart& heart = cluster.heart(i);
                if (cluster.frame.style == HeartStyle::Matrix && heart.state == HeartState::Alive)
                    continue;
                all.emplace_back(HeartRef{cluster.monitor, heart.number});
                ++read;
            }
        }
    }

    QAccessibleInterface* interfaceOf(const ItemId& id) const
    {
        const std::string key = keyOf(id);
        const auto known = m_children.find(key);
        if (known != m_children.end())
            return QAccessible::accessibleInterface(known->second);
        auto* made = new CanvasItemAccessible(m_view, &m_view->d->scene, &m_view->d->hearts, &m_view->d->document, id);
        m_children[key] = QAccessible::registerAccessibleInterface(made);
        return made;
    }

    CanvasView* m_view;
    mutable std::unordered_map<std::string, QAccessible::Id> m_children;
};

namespace {

QAccessibleInterface* makeAccessible(const QString&, QObject* object)
{
    auto* view = qobject_cast<CanvasView*>(object);
    return view == nullptr ? nullptr : new CanvasAccessible(view);
}

} // namespace

void installCanvasAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    (void)installed;
}

void announceSelection(CanvasView& view)
{
    if (!QAccessible::isActive())
        return;
    auto* accessible = dynamic_cast<CanvasAccessible*>(QAccessible::queryAccessibleInterface(&view));
    const int child = accessible == nullptr ? -1 : accessible->selectedChild();
    if (child < 0)
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(child);
    QAccessible::updateAccessibility(&event);
}

} // namespace zeroloom
