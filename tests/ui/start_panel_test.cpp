// The start page: the gallery as pictures that are searched, walked through and opened, over a canvas that can still be
// drawn on.
#include "core/gallery/gallery.h"
#include "tests/ui/isolated_settings.h"
#include "tests/ui/window_driver.h"
#include "ui/lesson/lesson_panel.h"
#include "ui/lesson/lesson_progress.h"
#include "ui/window/file_flow.h"
#include "ui/window/gallery_card.h"
#include "ui/window/gallery_list.h"
#include "ui/window/gallery_picture.h"
#include "ui/window/learning_flow.h"
#include "ui/window/message_bar.h"
#include "ui/window/recent_files.h"
#include "ui/window/start_panel.h"

using namespace zeroloom;
using test::Deadline;

namespace {

const test::IsolatedSettings isolated;

} // namespace

class StartPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::WindowDriver> m_driver;

    test::WindowDriver& hand() { return *m_driver; }
    StartPanel& page() { return hand().window().learning().startPage(); }
    QLineEdit& search() { return *page().findChild<QLineEdit*>(QStringLiteral("gallerySearch")); }
    QList<GalleryCard*> shown()
    {
        QList<GalleryCard*> cards;
        for (auto* card : page().findChildren<GalleryCard*>())
            if (!card->isHidden())
                cards << card;
        return cards;
    }
    GalleryCard* card(const std::string& name)
    {
        for (GalleryCard* one : shown())
            if (one->entry().name == name)
                return one;
        return nullptr;
    }
    void look(const QString& text)
    {
        search().setFocus();
        search().selectAll();
        QTest::keyClicks(&search(), text);
    }
    QString nothing()
    {
        auto* label = page().findChild<QLabel*>(QStringLiteral("nothingFound"));
        return label->isVisible() ? label->text() : QString();
    }

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setOrganizationName(QStringLiteral("zeroloom-test")); }
    void init()
    {
        RecentFiles::clear();
        m_driver = std::make_unique<test::WindowDriver>();
    }
    void cleanup() { m_driver.reset(); }

    void anEmptyWindowBeginsWithTheGallery()
    {
        QVERIFY(page().isVisible());
        QVERIFY(galleryProblems().isEmpty());
        QCOMPARE(shown().size(), static_cast<qsizetype>(galleryNames(*resourceFolder()).size()));
        QVERIFY(nothing().isEmpty());
    }

    void aClickOpensAPatternWithItsLesson()
    {
        GalleryCard* hello = card("hello-world");
        QVERIFY(hello != nullptr);
        QTest::mouseClick(hello, Qt::LeftButton);
        QCOMPARE(hand().document().displayName(), QStringLiteral("Hello world"));
        QVERIFY(!page().isVisible());
        QVERIFY(hand().window().learning().lesson().isVisible());
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&hand().canvas()));
    }

    // --- Search
    void searchFindsTitlesSocketTypesRolesAndSectionsOfTheGuide()
    {
        look(QStringLiteral("hello"));
        QCOMPARE(shown().size(), qsizetype(1));
        look(QStringLiteral("xpub"));
        QVERIFY(card("xpub-xsub-proxy") != nullptr);
        QVERIFY(card("hello-world") == nullptr);
        look(QStringLiteral("replier"));
        QVERIFY(card("hello-world") != nullptr);
        QVERIFY(card("weather") == nullptr);
        look(QStringLiteral("shall receive"));
        QCOMPARE(shown().size(), qsizetype(1));
        look(QStringLiteral("push PROXY hello"));
        QVERIFY(shown().isEmpty());
        QVERIFY2(nothing().contains(QStringLiteral("push PROXY hello")), qPrintable(nothing()));
        QTest::keyClick(&search(), Qt::Key_Escape);
        QVERIFY(search().text().isEmpty());
        QVERIFY(page().isVisible());
        QVERIFY(shown().size() > 5);
    }

    void enterOpensTheFirstThatWasFound()
    {
        look(QStringLiteral("pair"));
        QVERIFY(!shown().isEmpty());
        const QString title = galleryTitle(shown().front()->entry());
        QTest::keyClick(&search(), Qt::Key_Return);
        QCOMPARE(hand().window().learning().lesson().session() != nullptr, true);
        QCOMPARE(galleryTitle(hand().window().learning().lesson().session()->entry()), title);
    }

    // --- Keyboard
    void arrowsWalkThroughTheCardsAndEnterOpensOne()
    {
        page().setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&search()));
        QTest::keyClick(&search(), Qt::Key_Down);
        const auto cards = shown();
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(cards[0]));
        QTest::keyClick(cards[0], Qt::Key_Right);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(cards[1]));
        QTest::keyClick(cards[1], Qt::Key_Down);
        auto* below = qobject_cast<GalleryCard*>(QApplication::focusWidget());
        QVERIFY(below != nullptr && below->y() > cards[1]->y());
        QTest::keyClick(below, Qt::Key_Up);
        QVERIFY(QApplication::focusWidget()->y() < below->y());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&search()));
        // What is typed on a card is searched for.
        QTest::keyClick(&search(), Qt::Key_Down);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_W);
        QCOMPARE(search().text(), QStringLiteral("w"));
        look(QStringLiteral("weather"));
        QTest::keyClick(&search(), Qt::Key_Down);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(hand().document().displayName(), QStringLiteral("Weather"));
    }

    void theLastCardIsScrolledToWhenItGetsTheFocus()
    {
        hand().window().resize(900, 500);
        auto* area = page().findChild<QScrollArea*>();
        QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
        GalleryCard* last = shown().back();
        last->setFocus();
        QTRY_VERIFY(last->visibleRegion().boundingRect().height() > last->height() / 2);
    }

    // --- Room
    void cardsStandInAsManyColumnsAsThereIsRoomFor()
    {
        const auto columns = [this] {
            std::set<int> lefts;
            for (const GalleryCard* one : shown())
                lefts.insert(one->x());
            return lefts.size();
        };
        std::size_t before = 0;
        for (const int width : {700, 1024, 1440}) {
            hand().window().resize(width, 800);
            QTRY_COMPARE(page().geometry().right(), hand().window().centralWidget()->width() - 1);
            QCoreApplication::processEvents();
            QVERIFY(columns() > before);
            before = columns();
            for (const GalleryCard* one : shown()) {
                QVERIFY(one->geometry().right() < one->parentWidget()->width());
                for (const GalleryCard* other : shown())
                    QVERIFY(one == other || !one->geometry().intersects(other->geometry()));
            }
        }
    }

    void everyPatternHasAPictureInBothThemesThatShowsItsNodes()
    {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            Theme::instance().apply(kind);
            const ThemeColors& colors = Theme::instance().colors();
            for (const GalleryEntry& entry : galleryEntries()) {
                const QImage image =
                    galleryPicture(entry.topology, QSize(260, 120), 1, {colors, Theme::instance().smallFont()});
                QCOMPARE(image.pixelColor(0, 0), colors.canvas);
                int surface = 0;
                for (int y = 0; y < image.height(); ++y)
                    for (int x = 0; x < image.width(); ++x)
                        surface += image.pixelColor(x, y) == colors.surface ? 1 : 0;
                QVERIFY2(surface > 100 * static_cast<int>(std::min<std::size_t>(entry.topology.nodes.size(), 4)),
                         entry.name.c_str());
            }
        }
        Theme::instance().apply(ThemeKind::Light);
    }

    // --- Progress
    void aLessonThatWasBegunShowsHowFarItHasCome()
    {
        const QString name = QStringLiteral("hello-world");
        LessonProgress::instance().setStep(name, 0, {});
        QCOMPARE(card("hello-world")->progress(), QStringLiteral("1 of 4 steps"));
        QVERIFY(card("hello-world")->accessibleName().contains(QStringLiteral("1 of 4 steps")));
        LessonProgress::instance().setFinished(name);
        QCOMPARE(card("hello-world")->progress(), QStringLiteral("finished"));
        LessonProgress::instance().forget(name);
        QVERIFY(card("hello-world")->progress().isEmpty());
    }

    // --- What else one begins with
    void newLeavesAnEmptyCanvasAndTheGalleryComesBackWhenAsked()
    {
        QTest::mouseClick(hand().button(QStringLiteral("New")), Qt::LeftButton);
        QVERIFY(!page().isVisible());
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&hand().canvas()));
        QVERIFY(hand().shortcut(hand().window().actions().gallery));
        QVERIFY(page().isVisible());
        QTest::keyClick(&search(), Qt::Key_Escape);
        QVERIFY(!page().isVisible());
    }

    void overWorkItOpensAPatternElsewhereAndLeavesTheWorkAlone()
    {
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 100}));
        QVERIFY(!page().isVisible());
        QVERIFY(hand().shortcut(hand().window().actions().gallery));
        QVERIFY(page().isVisible());
        QTest::mouseClick(card("weather"), Qt::LeftButton);
        QCOMPARE(hand().topology().nodes.size(), std::size_t(1));
        QVERIFY(!page().isVisible());
        MainWindow* other = nullptr;
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* window = qobject_cast<MainWindow*>(widget); window != nullptr && window != &hand().window())
                other = window;
        QVERIFY(other != nullptr);
        QCOMPARE(other->document().displayName(), QStringLiteral("Weather"));
        delete other;
    }

    void theLastFilesAreOneClickAway()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("mine.zeroloom"));
        QVERIFY(hand().dropFromPalette(QStringLiteral("PUSH"), {100, 100}));
        QVERIFY(hand().window().files().saveTo(path));
        m_driver = std::make_unique<test::WindowDriver>();
        auto* recent = page().findChild<QPushButton*>(QStringLiteral("recentFile"));
        QVERIFY(recent != nullptr && recent->isVisible());
        QCOMPARE(recent->text(), QStringLiteral("mine"));
        QTest::mouseClick(recent, Qt::LeftButton);
        QCOMPARE(hand().document().path(), path);
    }

    void whatCannotBeOpenedIsSaidOnThePage()
    {
        RecentFiles::add(QStringLiteral("/nowhere/gone.zeroloom"));
        m_driver = std::make_unique<test::WindowDriver>();
        QTest::mouseClick(page().findChild<QPushButton*>(QStringLiteral("recentFile")), Qt::LeftButton);
        QVERIFY(page().isVisible());
        QVERIFY(page().isAncestorOf(&hand().window().messages()));
        QVERIFY(hand().window().messages().text(FileFlow::OpenKey).contains(QStringLiteral("gone.zeroloom")));
        QTRY_VERIFY(hand().window().messages().isVisible());
    }
};

QTEST_MAIN(StartPanelTest)
#include "start_panel_test.moc"
