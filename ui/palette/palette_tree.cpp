#include "ui/palette/palette_tree.h"

#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QStringList>

#include "core/model/pattern_stamp.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/legal_peers.h"
#include "core/zmq/library.h"
#include "ui/canvas/canvas_view.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int MimeRole = Qt::UserRole;
constexpr int PayloadRole = Qt::UserRole + 1;
constexpr int SearchRole = Qt::UserRole + 2;
constexpr int IconSize = 18;

QString paragraph(const QString& words)
{
    return QStringLiteral("<p style='margin:2px 0'>%1</p>").arg(words.toHtmlEscaped());
}

QString socketTip(const SocketTypeInfo& type)
{
    QStringList peers;
    for (SocketType peer : legalPeers(type.type))
        if (!isDraft(peer))
            peers << toQString(name(peer));
    const QString talksTo = peers.isEmpty() ? QObject::tr("talks to raw TCP peers only")
                                            : QObject::tr("talks to %1").arg(peers.join(QStringLiteral(", ")));
    return QStringLiteral("<b>%1</b>").arg(toQString(type.name)) + paragraph(toQString(type.summary)) +
           paragraph(talksTo) + paragraph(toQString(type.muteText));
}

bool isHeading(const QModelIndex& index) { return index.isValid() && !index.parent().isValid(); }

QString groupTitle(Pattern pattern) { return toQString(name(pattern)).toUpper(); }

} // namespace

PaletteTree::PaletteTree(QWidget* parent) : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setIconSize({IconSize, IconSize});
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformRowHeights(false);
    setAccessibleName(tr("Palette"));
    setAccessibleDescription(tr("Sockets, roles and patterns; drag one onto the canvas or press Enter to add it"));
    fill();
    connect(this, &QTreeWidget::itemDoubleClicked, this, [this](QTreeWidgetItem* item) { activate(item); });
    connect(&Theme::instance(), &Theme::changed, this, &PaletteTree::renewIcons);
}

void PaletteTree::fill()
{
    fillSockets();
    fillStamps();
    fillRoles();
    expandAll();
}

void PaletteTree::fillSockets()
{
    const bool drafts = libzmqHas("draft");
    for (Pattern pattern : {Pattern::RequestReply, Pattern::PublishSubscribe, Pattern::Pipeline, Pattern::ExclusivePair,
                            Pattern::Raw, Pattern::Draft}) {
        if (pattern == Pattern::Draft && !drafts)
            continue;
        QTreeWidgetItem* group = addGroup(groupTitle(pattern));
        for (const SocketTypeInfo& type : socketTypes()) {
            if (type.pattern == pattern)
                addEntry(group, toQString(type.name), Theme::instance().typeIcon(type.type), CanvasView::SocketMime,
                         toQString(type.name), socketTip(type));
        }
    }
}

void PaletteTree::fillRoles()
{
    QTreeWidgetItem* group = addGroup(tr("ROLES"));
    for (const RoleInfo* role : roles())
        addEntry(group, toQString(role->title), Theme::instance().icon(QStringLiteral("role")), CanvasView::RoleMime,
                 toQString(role->name),
                 QStringLiteral("<b>%1</b>").arg(toQString(role->title)) + paragraph(toQString(role->summary)));
}

void PaletteTree::fillStamps()
{
    QTreeWidgetItem* group = addGroup(tr("WHOLE PATTERNS"));
    for (const PatternStamp& stamp : patternStamps())
        // Its shape, "1 → n → 1", is in the tip: the panel is too narrow for it.
        addEntry(group, toQString(stamp.title).section(QLatin1Char(':'), 0, 0) + QStringLiteral("…"),
                 Theme::instance().icon(QStringLiteral("pattern")), CanvasView::StampMime, toQString(stamp.name),
                 QStringLiteral("<b>%1</b>").arg(toQString(stamp.title).toHtmlEscaped()) + paragraph(toQString(stamp.summary)));
}

QTreeWidgetItem* PaletteTree::addGroup(const QString& title)
{
    auto* group = new QTreeWidgetItem(this, {title});
    group->setFlags(Qt::ItemIsEnabled);
    group->setFont(0, Theme::instance().smallFont());
    group->setForeground(0, Theme::instance().colors().textMuted);
    group->setSizeHint(0, {0, 3 * Theme::Unit});
    group->setTextAlignment(0, Qt::AlignLeft | Qt::AlignBottom);
    return group;
}

void PaletteTree::addEntry(QTreeWidgetItem* group, const QString& title, const QIcon& icon, const char* mime,
                           const QString& payload, const QString& tip)
{
    auto* item = new QTreeWidgetItem(group, {title});
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
    item->setIcon(0, icon);
    item->setToolTip(0, tip);
    item->setSizeHint(0, {0, 3 * Theme::Unit + 2});
    item->setData(0, MimeRole, QByteArray(mime));
    item->setData(0, PayloadRole, payload);
    item->setData(0, SearchRole, QString(title + QLatin1Char(' ') + group->text(0) + QLatin1Char(' ') + tip));
}

void PaletteTree::filter(const QString& wanted)
{
    const QStringList words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int g = 0; g < topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* item = group->child(i);
            // A word in the name finds it first; a word in the help finds it, too, once it is long enough to mean it.
            const QString haystack = item->data(0, SearchRole).toString();
            const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) {
                return item->text(0).contains(word, Qt::CaseInsensitive) ||
                       (word.size() > 2 && haystack.contains(word, Qt::CaseInsensitive));
            });
            item->setHidden(!fits);
            any = any || fits;
        }
        group->setHidden(!any);
    }
    // Enter takes the first match; without words nothing is chosen.
    setCurrentItem(nullptr);
    if (!words.isEmpty())
        selectFirst();
}

void PaletteTree::selectFirst()
{
    for (int g = 0; g < topLevelItemCount(); ++g)
        for (int i = 0; i < topLevelItem(g)->childCount(); ++i)
            if (QTreeWidgetItem* item = topLevelItem(g)->child(i); !item->isHidden()) {
                setCurrentItem(item);
                return;
            }
}

void PaletteTree::activateCurrent() { activate(currentItem()); }

void PaletteTree::activate(QTreeWidgetItem* item)
{
    if (!item || item->isHidden() || !item->parent())
        return;
    const QByteArray mime = item->data(0, MimeRole).toByteArray();
    const QString payload = item->data(0, PayloadRole).toString();
    if (mime == CanvasView::SocketMime)
        Q_EMIT socketActivated(*socketTypeByName(payload.toStdString()));
    else if (mime == CanvasView::RoleMime)
        Q_EMIT roleActivated(payload);
    else
        Q_EMIT stampActivated(payload);
}

QModelIndex PaletteTree::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const bool back = action == MoveUp || action == MovePrevious || action == MovePageUp;
    QModelIndex to = QTreeWidget::moveCursor(action, modifiers);
    while (isHeading(to))
        to = back ? indexAbove(to) : indexBelow(to);
    return to.isValid() ? to : currentIndex();
}

void PaletteTree::keyboardSearch(const QString& typed)
{
    QTreeWidget::keyboardSearch(typed);
    if (isHeading(currentIndex()))
        setCurrentIndex(indexBelow(currentIndex()));
}

void PaletteTree::mousePressEvent(QMouseEvent* event)
{
    if (!isHeading(indexAt(event->position().toPoint())))
        QTreeWidget::mousePressEvent(event);
}

void PaletteTree::focusInEvent(QFocusEvent* event)
{
    if (!currentItem() && event->reason() != Qt::MouseFocusReason)
        selectFirst();
    QTreeWidget::focusInEvent(event);
}

void PaletteTree::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        activateCurrent();
    else
        QTreeWidget::keyPressEvent(event);
}

QMimeData* PaletteTree::mimeData(const QList<QTreeWidgetItem*>& items) const
{
    if (items.isEmpty() || !items.front()->parent())
        return nullptr;
    auto* data = new QMimeData;
    data->setData(QString::fromLatin1(items.front()->data(0, MimeRole).toByteArray()),
                  items.front()->data(0, PayloadRole).toString().toUtf8());
    return data;
}

void PaletteTree::startDrag(Qt::DropActions)
{
    QMimeData* data = mimeData(selectedItems());
    if (!data)
        return;
    auto* drag = new QDrag(this);
    drag->setMimeData(data);
    drag->setPixmap(currentItem()->icon(0).pixmap(IconSize + 6, IconSize + 6));
    drag->exec(Qt::CopyAction);
}

void PaletteTree::renewIcons()
{
    const QString wasCurrent = currentItem() ? currentItem()->data(0, PayloadRole).toString() : QString();
    clear();
    fill();
    for (QTreeWidgetItemIterator it(this); *it; ++it)
        if ((*it)->data(0, PayloadRole).toString() == wasCurrent && !wasCurrent.isEmpty())
            setCurrentItem(*it);
}

} // namespace zeroloom
