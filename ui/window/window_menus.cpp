#include "ui/window/window_menus.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>

#include "core/model/pattern_stamp.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/library.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/window/gallery_list.h"
#include "ui/window/recent_files.h"

namespace zeroloom {

namespace {

QString words(const char* english) { return QCoreApplication::translate("WindowMenus", english); }

// An ampersand in a name is not a mnemonic.
QString literal(QString name) { return name.replace(QLatin1Char('&'), QLatin1String("&&")); }

void fillRecent(QMenu* menu, const WindowMenuTargets& targets)
{
    menu->clear();
    const QStringList paths = RecentFiles::paths();
    for (const QString& path : paths) {
        QAction* action =
            menu->addAction(literal(QFileInfo(path).fileName()), menu, [path, open = targets.open] { open(path); });
        action->setToolTip(path);
    }
    if (paths.isEmpty()) {
        menu->addAction(words("No file yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    menu->addAction(words("Forget These"), menu, &RecentFiles::clear);
}

// A submenu for each family. The entries are the gallery's, by whose name the command palette lists them.
void addGallery(QMenu* gallery, const WindowMenuTargets& targets, std::vector<QAction*>& made)
{
    for (const GalleryFamily& family : byFamily(galleryEntries())) {
        QMenu* menu = gallery->addMenu(literal(familyTitle(family)));
        menu->setToolTipsVisible(true);
        for (const GalleryEntry* entry : family.entries) {
            auto* action = new QAction(literal(galleryTitle(*entry)), gallery);
            action->setToolTip(toQString(entry->topology.description));
            QObject::connect(action, &QAction::triggered, gallery,
                             [source = gallerySource(*entry), open = targets.open] { open(source); });
            menu->addAction(action);
            made.push_back(action);
        }
    }
    gallery->setEnabled(!galleryEntries().empty());
}

void addFileMenu(QMenuBar& bar, const WindowActions& actions, const WindowMenuTargets& targets,
                 std::vector<QAction*>& made)
{
    QMenu* menu = bar.addMenu(words("&File"));
    menu->addActions({actions.newTopology, actions.newWindow, actions.open});
    QMenu* recent = menu->addMenu(words("Open &Recent"));
    recent->setToolTipsVisible(true);
    QObject::connect(recent, &QMenu::aboutToShow, recent, [recent, targets] { fillRecent(recent, targets); });
    fillRecent(recent, targets);
    QMenu* gallery = menu->addMenu(Theme::instance().icon(QStringLiteral("gallery")), words("&Gallery"));
    addGallery(gallery, targets, made);
    menu->addSeparator();
    menu->addActions({actions.save, actions.saveAs});
    menu->addSeparator();
    menu->addActions({actions.importFile, actions.exportAs});
    menu->addSeparator();
    menu->addActions({actions.closeWindow, actions.quit});
}

void addEditMenu(QMenuBar& bar, const WindowActions& actions)
{
    QMenu* menu = bar.addMenu(words("&Edit"));
    menu->addActions({actions.undo, actions.redo});
    menu->addSeparator();
    menu->addActions({actions.cut, actions.copy, actions.paste, actions.duplicate, actions.remove});
    menu->addSeparator();
    menu->addActions({actions.selectAll, actions.rename});
    menu->addSeparator();
    menu->addActions({actions.find, actions.commands});
}

void addViewMenu(QMenuBar& bar, const WindowActions& actions)
{
    QMenu* menu = bar.addMenu(words("&View"));
    menu->addActions({actions.zoomIn, actions.zoomOut, actions.zoomWhole, actions.zoomFit, actions.zoomSelection});
    menu->addSeparator();
    menu->addActions({actions.minimap, actions.grid, actions.movingMessages});
    menu->addSeparator();
    menu->addActions({actions.showPalette, actions.showInspector, actions.showPlots});
    menu->addActions({actions.showMessages, actions.showSequence});
    menu->addSeparator();
    menu->addActions({actions.light, actions.dark});
}

void addInsertMenus(QMenu* menu, const WindowMenuTargets& targets, std::vector<QAction*>& made)
{
    QMenu* sockets = menu->addMenu(words("Add &Socket"));
    for (const SocketTypeInfo& type : socketTypes()) {
        if (isDraft(type.type) && !libzmqHas("draft")) {
            continue;
        }
        QAction* action = sockets->addAction(Theme::instance().typeIcon(type.type), toQString(type.name), sockets,
                                             [type = type.type, add = targets.addSocket] { add(type); });
        action->setStatusTip(toQString(type.summary));
        made.push_back(action);
    }
    QMenu* roleMenu = menu->addMenu(words("Add &Role"));
    for (const RoleInfo* role : roles()) {
        QAction* action = roleMenu->addAction(toQString(role->title), roleMenu,
                                              [name = toQString(role->name), add = targets.addRole] { add(name); });
        action->setStatusTip(toQString(role->summary));
        made.push_back(action);
    }
    QMenu* stamps = menu->addMenu(words("Add &Pattern"));
    for (const PatternStamp& stamp : patternStamps()) {
        QAction* action = stamps->addAction(Theme::instance().icon(QStringLiteral("pattern")),
                                            toQString(stamp.title) + QStringLiteral("…"), stamps,
                                            [name = toQString(stamp.name), add = targets.addStamp] { add(name); });
        action->setStatusTip(toQString(stamp.summary));
        made.push_back(action);
    }
}

void addWireMenu(QMenu* menu, const WindowMenuTargets& targets, std::vector<QAction*>& made)
{
    QMenu* wires = menu->addMenu(Theme::instance().icon(QStringLiteral("wire")), words("&Wire by Pattern"));
    wires->setObjectName(QStringLiteral("wireByPatternMenu"));
    for (const Pattern pattern :
         {Pattern::RequestReply, Pattern::PublishSubscribe, Pattern::Pipeline, Pattern::ExclusivePair}) {
        QString title = toQString(name(pattern));
        title[0] = title[0].toUpper();
        QAction* action = wires->addAction(title, wires, [pattern, wire = targets.wireByPattern] { wire(pattern); });
        action->setStatusTip(words("Wires every two selected nodes that can talk by this pattern"));
        made.push_back(action);
    }
}

void addTopologyMenu(QMenuBar& bar, const WindowActions& actions, const WindowMenuTargets& targets,
                     std::vector<QAction*>& made)
{
    QMenu* menu = bar.addMenu(words("&Topology"));
    addInsertMenus(menu, targets, made);
    menu->addAction(actions.addNote);
    menu->addSeparator();
    addWireMenu(menu, targets, made);
    menu->addSeparator();
    menu->addAction(actions.arrange);
    QMenu* align = menu->addMenu(words("A&lign"));
    align->addActions({actions.alignLeft, actions.alignCentre, actions.alignRight});
    align->addSeparator();
    align->addActions({actions.alignTop, actions.alignMiddle, actions.alignBottom});
    QMenu* distribute = menu->addMenu(words("&Distribute"));
    distribute->addActions({actions.distributeAcross, actions.distributeDown});
    menu->addSeparator();
    menu->addAction(actions.check);
}

void addRunMenu(QMenuBar& bar, const WindowActions& actions, const WindowMenuTargets& targets)
{
    QMenu* menu = bar.addMenu(words("&Run"));
    menu->addActions({actions.run, actions.stop, actions.pause});
    menu->addSeparator();
    menu->addActions({actions.slower, actions.faster, actions.hold, actions.step});
    menu->addSeparator();
    QMenu* faults = menu->addMenu(Theme::instance().icon(QStringLiteral("fault")), words("F&aults"));
    QObject::connect(faults, &QMenu::aboutToShow, faults, [faults, fill = targets.fillFaults] { fill(*faults); });
    QMenu* scenarios = menu->addMenu(words("S&cenarios"));
    QObject::connect(scenarios, &QMenu::aboutToShow, scenarios,
                     [scenarios, fill = targets.fillScenarios] { fill(*scenarios); });
    menu->addSeparator();
    menu->addAction(actions.restartLost);
}

} // namespace

std::vector<QAction*> buildMenus(QMenuBar& bar, const WindowActions& actions, const WindowMenuTargets& targets)
{
    std::vector<QAction*> made;
    addFileMenu(bar, actions, targets, made);
    addEditMenu(bar, actions);
    addViewMenu(bar, actions);
    addTopologyMenu(bar, actions, targets, made);
    addRunMenu(bar, actions, targets);
    QMenu* monitor = bar.addMenu(words("&Monitor"));
    monitor->addActions({actions.watchHeartbeats, actions.watchKernels, actions.watchHub});
    QMenu* help = bar.addMenu(words("&Help"));
    help->addActions({actions.gallery, actions.lesson});
    help->addSeparator();
    help->addActions({actions.help, actions.shortcuts});
    help->addSeparator();
    help->addAction(actions.about);
    return made;
}

} // namespace zeroloom
