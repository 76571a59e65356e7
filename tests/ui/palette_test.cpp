// The palette: what a person finds in it, by eye and by typing, and what dragging and Enter hand over.

#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "ui/canvas/canvas_view.h"
#include "ui/palette/palette_panel.h"
#include "ui/palette/palette_tree.h"
#include "ui/theme/theme.h"

using namespace zeroloom;

namespace {

QStringList shownEntries(const PaletteTree& tree)
{
    QStringList entries;
    for (int g = 0; g < tree.topLevelItemCount(); ++g)
        for (int i = 0; i < tree.topLevelItem(g)->childCount(); ++i)
            if (!tree.topLevelItem(g)->child(i)->isHidden())
                entries << tree.topLevelItem(g)->child(i)->text(0);
    return entries;
}

} // namespace

class PaletteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeKind::Light); }

    void listsStableTypesByPatternAndNoDraftsWithoutThem()
    {
        PalettePanel panel;
        const QStringList entries = shownEntries(*panel.findChild<PaletteTree*>());
        for (const char* type :
             {"REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB", "PUSH", "PULL", "PAIR"})
            QVERIFY2(entries.contains(QString::fromLatin1(type)), type);
        QVERIFY(!entries.contains(QStringLiteral("CLIENT")));
        QVERIFY(entries.contains(QStringLiteral("Proxy")));
    }

    void everyNameCanBeReadAtTheUsualWidth()
    {
        PalettePanel panel;
        panel.resize(200, 500);
        panel.show();
        auto* search = panel.findChild<QLineEdit*>();
        QVERIFY(search->geometry().right() <= panel.width() - Theme::Unit);
        QVERIFY(search->fontMetrics().horizontalAdvance(search->placeholderText()) < search->width() / 2);
        const auto* tree = panel.findChild<PaletteTree*>();
        for (QTreeWidgetItemIterator it(const_cast<PaletteTree*>(tree)); *it; ++it) {
            const int icon = (*it)->parent() ? tree->iconSize().width() + Theme::Unit : 0;
            const int words = tree->fontMetrics().horizontalAdvance((*it)->text(0));
            QVERIFY2(icon + words + Theme::Unit <= tree->viewport()->width(), qPrintable((*it)->text(0)));
        }
    }

    void typingFiltersAndEnterAddsTheFirstMatch()
    {
        PalettePanel panel;
        panel.show();
        auto* search = panel.findChild<QLineEdit*>();
        QSignalSpy activated(&panel, &PalettePanel::socketActivated);
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("pus"));
        QCOMPARE(shownEntries(*panel.findChild<PaletteTree*>()).front(), QStringLiteral("PUSH"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.front().front().value<SocketType>(), SocketType::Push);
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
    }

    void noMatchShowsNothingAndEnterAddsNothing()
    {
        PalettePanel panel;
        panel.show();
        auto* search = panel.findChild<QLineEdit*>();
        QSignalSpy sockets(&panel, &PalettePanel::socketActivated);
        QSignalSpy roles(&panel, &PalettePanel::roleActivated);
        QTest::keyClicks(search, QStringLiteral("zzzz"));
        QVERIFY(shownEntries(*panel.findChild<PaletteTree*>()).isEmpty());
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(sockets.size() + roles.size(), 0);
    }

    void entriesExplainThemselves()
    {
        PalettePanel panel;
        auto* tree = panel.findChild<PaletteTree*>();
        const auto found = tree->findItems(QStringLiteral("PUB"), Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        QVERIFY(found.front()->toolTip(0).contains(QStringLiteral("XSUB")));
        QVERIFY(found.front()->toolTip(0).contains(QStringLiteral("drop"), Qt::CaseInsensitive));
    }
};

QTEST_MAIN(PaletteTest)
#include "palette_test.moc"
