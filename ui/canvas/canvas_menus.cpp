#include "ui/canvas/canvas_menus.h"

#include <utility>

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include "core/role/role_catalogue.h"
#include "ui/canvas/canvas_acts.h"
#include "ui/canvas/fault_menu.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// A menu whose acts end with it.
class MenuMaker {
public:
    explicit MenuMaker(CanvasContext& context) : m_context(context), m_menu(new QMenu(&context.viewport))
    {
        m_menu->setAttribute(Qt::WA_DeleteOnClose);
    }

    template <typename Act>
    QAction* add(QMenu* menu, const QString& words, const QKeySequence& keys, bool enabled, Act act)
    {
        QAction* action = menu->addAction(words);
        action->setShortcut(keys);
        action->setShortcutVisibleInContextMenu(true);
        // The key itself is the canvas' own; here it is only shown.
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setEnabled(enabled);
        QObject::connect(action, &QAction::triggered, &m_context.viewport, act);
        return action;
    }
    template <typename Act>
    QAction* add(const QString& words, const QKeySequence& keys, bool enabled, Act act)
    {
        return add(m_menu, words, keys, enabled, act);
    }

    QMenu* menu() { return m_menu; }
    CanvasContext& context() { return m_context; }

private:
    CanvasContext& m_context;
    QMenu* m_menu;
};

// Every stable type, by pattern.
template <typename Act>
void addTypes(QMenu* menu, CanvasContext& context, Act act)
{
    std::optional<Pattern> pattern;
    for (const SocketTypeInfo& type : socketTypes()) {
        if (isDraft(type.type))
            continue;
        if (pattern && *pattern != type.pattern)
            menu->addSeparator();
        pattern = type.pattern;
        QAction* action = menu->addAction(Theme::instance().typeIcon(type.type), toQString(type.name));
        action->setToolTip(toQString(type.summary));
        QObject::connect(action, &QAction::triggered, &context.viewport, [act, chosen = type.type] { act(chosen); });
    }
}

void addCopying(MenuMaker& maker, const MenuTargets& targets)
{
    CanvasContext& context = maker.context();
    CanvasClipboard& clipboard = targets.clipboard;
    const Selection& selection = context.document.selection();
    const bool some = !selection.nodes.empty() || !selection.notes.empty();
    maker.add(QObject::tr("Cut"), QKeySequence::Cut, some, [&] { clipboard.cut(context); });
    maker.add(QObject::tr("Copy"), QKeySequence::Copy, some, [&] { clipboard.copy(context); });
    maker.add(QObject::tr("Duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D), some, [&] { duplicateSelection(context); });
    maker.add(QObject::tr("Delete"), QKeySequence::Delete, !selection.empty(), [&] { deleteSelection(context); });
}

void addArranging(MenuMaker& maker)
{
    CanvasContext& context = maker.context();
    const std::size_t count = context.document.selection().nodes.size();
    QMenu* align = maker.menu()->addMenu(QObject::tr("Align"));
    align->setEnabled(count >= 2);
    const std::pair<QString, Alignment> alignments[] = {
        {QObject::tr("Left edges"), Alignment::Left},        {QObject::tr("Centres"), Alignment::HorizontalCentre},
        {QObject::tr("Right edges"), Alignment::Right},      {QObject::tr("Top edges"), Alignment::Top},
        {QObject::tr("Middles"), Alignment::VerticalCentre}, {QObject::tr("Bottom edges"), Alignment::Bottom}};
    for (const auto& [words, alignment] : alignments)
        maker.add(align, words, {}, count >= 2, [&context, how = alignment] { alignSelection(context, how); });
    QMenu* distribute = maker.menu()->addMenu(QObject::tr("Distribute"));
    distribute->setEnabled(count >= 3);
    maker.add(distribute, QObject::tr("Horizontally"), {}, count >= 3,
              [&] { distributeSelection(context, Axis::Horizontal); });
    maker.add(distribute, QObject::tr("Vertically"), {}, count >= 3,
              [&] { distributeSelection(context, Axis::Vertical); });
    QMenu* wire = maker.menu()->addMenu(QObject::tr("Wire by pattern"));
    wire->setEnabled(count >= 2);
    for (const Pattern pattern :
         {Pattern::RequestReply, Pattern::PublishSubscribe, Pattern::Pipeline, Pattern::ExclusivePair})
        maker.add(wire, toQString(name(pattern)), {}, count >= 2,
                  [&context, pattern] { wireSelection(context, pattern); });
}

void addBindChoice(MenuMaker& maker, const WireItem& wire, const Wire& model)
{
    CanvasContext& context = maker.context();
    const auto endName = [&](const SocketRef& ref) {
        const NodeItem* node = context.scene.node(ref.node);
        const PortItem* port = context.scene.port(ref);
        return QStringLiteral("%1 of %2").arg(port->labelText, node->titleText);
    };
    const std::pair<QString, std::optional<WireEnd>> choices[] = {
        {QObject::tr("Bind at %1").arg(endName(wire.from)), WireEnd::From},
        {QObject::tr("Bind at %1").arg(endName(wire.to)), WireEnd::To},
        {QObject::tr("Let the pattern choose the binding end"), std::nullopt}};
    for (const auto& [words, end] : choices) {
        QAction* action = maker.add(words, {}, true, [&context, id = wire.id, chosen = end] {
            context.editor().endMerge();
            context.done(context.editor().setBind(id, chosen));
        });
        action->setCheckable(true);
        action->setChecked(model.bind == end);
    }
}

// What can be done to it while it runs. There at all times, so that it is found before.
void addFaultMenu(MenuMaker& maker, const std::vector<FaultChoice>& choices)
{
    CanvasContext& context = maker.context();
    maker.menu()->setToolTipsVisible(true);
    QMenu* faults = maker.menu()->addMenu(QObject::tr("Faults"));
    faults->setObjectName(QStringLiteral("faultsMenu"));
    const QString why = whyNoFaults(context.run);
    faults->menuAction()->setEnabled(why.isEmpty() && !choices.empty());
    faults->menuAction()->setToolTip(why.isEmpty() ? QObject::tr("Disturb what runs, and undo it") : why);
    addFaults(*faults, choices, {context.document, context.run, context.viewport, context.say});
}

// What passes there, when it runs.
void addWatching(MenuMaker& maker, const MenuTargets& targets, const Place& place)
{
    maker.menu()->addSeparator();
    maker.add(QObject::tr("Show messages"), {}, true, [show = targets.showMessages, place] { show(place); });
    maker.add(QObject::tr("Show sequence"), {}, true, [show = targets.showSequence, place] { show(place); });
}

} // namespace

QMenu* makeNodeMenu(CanvasContext& context, MenuTargets targets, const NodeId& node)
{
    MenuMaker maker(context);
    const bool one = context.document.selection().nodes.size() == 1;
    maker.add(QObject::tr("Inspect"), QKeySequence(Qt::Key_Return), true, [&] { context.inspect(); });
    maker.add(QObject::tr("Rename"), QKeySequence(Qt::Key_F2), one, [&context, node] { context.editLabel(node); });
    QMenu* sockets = maker.menu()->addMenu(QObject::tr("Add socket"));
    sockets->setEnabled(one);
    addTypes(sockets, context, [&context, node](SocketType type) { addSocketTo(context, node, type); });
    const NodeItem* item = context.scene.node(node);
    maker.add(QObject::tr("Start a wire"), QKeySequence(Qt::Key_W), one && item != nullptr && !item->ports.empty(),
              [targets, ref = item == nullptr || item->ports.empty() ? SocketRef() : item->ports.front().ref] {
                  targets.startWire(ref);
              });
    addWatching(maker, targets, one ? Place{node, {}, {}} : Place{});
    maker.menu()->addSeparator();
    addFaultMenu(maker, faultChoices({.nodes = context.document.selection().nodes, .wires = {}, .notes = {}},
                                     context.document.topology(), context.run.conditions()));
    maker.menu()->addSeparator();
    addCopying(maker, targets);
    maker.menu()->addSeparator();
    addArranging(maker);
    return maker.menu();
}

QMenu* makePortMenu(CanvasContext& context, MenuTargets targets, const SocketRef& socket)
{
    MenuMaker maker(context);
    const Socket* model = context.document.topology().socket(socket);
    maker.add(QObject::tr("Start a wire"), QKeySequence(Qt::Key_W), true,
              [targets, socket] { targets.startWire(socket); });
    QMenu* sides = maker.menu()->addMenu(QObject::tr("Side"));
    const std::pair<QString, PortSide> choices[] = {{QObject::tr("By its direction"), PortSide::Auto},
                                                    {QObject::tr("Left"), PortSide::Left},
                                                    {QObject::tr("Right"), PortSide::Right}};
    for (const auto& [words, side] : choices) {
        QAction* action = maker.add(sides, words, {}, true, [&context, socket, chosen = side] {
            context.editor().endMerge();
            context.done(context.editor().setSide(socket, chosen));
        });
        action->setCheckable(true);
        action->setChecked(model != nullptr && model->side == side);
    }
    maker.add(QObject::tr("Inspect"), QKeySequence(Qt::Key_Return), true, [&] { context.inspect(); });
    addWatching(maker, targets, {socket.node, socket.socket, {}});
    maker.menu()->addSeparator();
    addFaults(*maker.menu(), socketChoices({socket}, context.document.topology(), context.run.conditions()),
              {context.document, context.run, context.viewport, context.say});
    maker.menu()->addSeparator();
    maker.add(QObject::tr("Remove socket and its wires"), {}, true, [&context, socket] {
        context.editor().endMerge();
        context.done(context.editor().removeSocket(socket));
    });
    return maker.menu();
}

QMenu* makeWireMenu(CanvasContext& context, MenuTargets targets, const WireId& wire)
{
    MenuMaker maker(context);
    maker.add(QObject::tr("Inspect"), QKeySequence(Qt::Key_Return), true, [&] { context.inspect(); });
    addWatching(maker, targets, {{}, {}, wire});
    const WireItem* item = context.scene.wire(wire);
    const Wire* model = context.document.topology().wire(wire);
    if (item != nullptr && model != nullptr) {
        maker.menu()->addSeparator();
        addBindChoice(maker, *item, *model);
        maker.menu()->addSeparator();
        maker.add(QObject::tr("Copy endpoint"), {}, true,
                  [endpoint = item->endpoint] { QGuiApplication::clipboard()->setText(endpoint); });
    }
    maker.menu()->addSeparator();
    addFaultMenu(maker, faultChoices({.nodes = {}, .wires = context.document.selection().wires, .notes = {}},
                                     context.document.topology(), context.run.conditions()));
    maker.menu()->addSeparator();
    maker.add(QObject::tr("Delete"), QKeySequence::Delete, true, [&] { deleteSelection(context); });
    return maker.menu();
}

QMenu* makeNoteMenu(CanvasContext& context, MenuTargets targets, const NoteId& note)
{
    MenuMaker maker(context);
    maker.add(QObject::tr("Edit"), QKeySequence(Qt::Key_F2), true, [&context, note] { context.editNote(note); });
    maker.menu()->addSeparator();
    addCopying(maker, targets);
    return maker.menu();
}

QMenu* makeCanvasMenu(CanvasContext& context, MenuTargets targets, const QPointF& scene)
{
    MenuMaker maker(context);
    const bool some = !context.document.topology().nodes.empty();
    addTypes(maker.menu()->addMenu(QObject::tr("Add socket")), context,
             [&context, scene](SocketType type) { addSocketNode(context, type, scene); });
    QMenu* rolesMenu = maker.menu()->addMenu(QObject::tr("Add role"));
    for (const RoleInfo* role : roles())
        maker.add(rolesMenu, toQString(role->title), {}, true,
                  [&context, scene, id = toQString(role->name)] { addRoleNode(context, id, scene); });
    maker.add(QObject::tr("Add note"), {}, true, [&context, scene] { addNote(context, scene); });
    maker.menu()->addSeparator();
    CanvasClipboard& clipboard = targets.clipboard;
    maker.add(QObject::tr("Paste"), QKeySequence::Paste, CanvasClipboard::canPaste(),
              [&clipboard, &context, scene] { clipboard.paste(context, scene); });
    maker.add(QObject::tr("Select all"), QKeySequence::SelectAll, some, [&] { selectAll(context); });
    maker.menu()->addSeparator();
    maker.add(QObject::tr("Arrange automatically"), QKeySequence(Qt::Key_L), some, targets.arrange);
    maker.add(QObject::tr("Zoom to fit"), QKeySequence(Qt::Key_0), some, targets.zoomToFit);
    QAction* grid = maker.add(QObject::tr("Grid"), {}, true, [] {});
    grid->setCheckable(true);
    grid->setChecked(targets.gridVisible);
    QObject::connect(grid, &QAction::toggled, &context.viewport, targets.setGridVisible);
    QAction* map = maker.add(QObject::tr("Minimap"), {}, true, [] {});
    map->setCheckable(true);
    map->setChecked(targets.minimapVisible);
    QObject::connect(map, &QAction::toggled, &context.viewport, targets.setMinimapVisible);
    return maker.menu();
}

} // namespace zeroloom
