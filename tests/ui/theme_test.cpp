// Text can be read in both themes, every type has a glyph of its own, digits do not jitter, and every icon that is
// asked for exists.
#include <QApplication>
#include <QDir>
#include <QFontMetricsF>
#include <QImage>
#include <QPlainTextEdit>
#include <QStyle>
#include <QSvgRenderer>
#include <QtTest>

#include "core/base/file_system.h"
#include "tests/ui/isolated_settings.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"
#include "ui/theme/theme_colors.h"
#include "ui/theme/type_glyph.h"
#include "ui/window/window_actions.h"

using namespace zeroloom;

namespace {

const test::IsolatedSettings isolated;

QImage glyphImage(SocketType type) { return Theme::instance().typeGlyph(type, Qt::black, 40, 1).toImage(); }

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void questionsBearOurSigns()
    {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            Theme::instance().apply(kind);
            const QIcon sign = QApplication::style()->standardIcon(QStyle::SP_MessageBoxWarning);
            const QImage image = sign.pixmap(QSize(32, 32)).toImage().convertToFormat(QImage::Format_ARGB32);
            const QColor warning = Theme::instance().colors().warning;
            int painted = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() == 255) {
                        QCOMPARE(pixel.rgb(), warning.rgb());
                        ++painted;
                    }
                }
            }
            QVERIFY(painted > 20);
        }
        Theme::instance().apply(ThemeKind::Light);
    }

    void aTextAreaHasRoundCorners()
    {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
            Theme::instance().apply(kind);
            QPlainTextEdit area;
            area.resize(120, 60);
            area.show();
            const QImage image = area.grab().toImage();
            const ThemeColors& colors = Theme::instance().colors();
            const auto distance = [&](const QPoint& at, const QColor& color) {
                const QColor found = image.pixelColor(at);
                return std::abs(found.red() - color.red()) + std::abs(found.green() - color.green()) +
                       std::abs(found.blue() - color.blue());
            };
            const int right = image.width() - 1, bottom = image.height() - 1;
            // The border's arc goes through one of the two, whatever has the focus.
            const auto isBorder = [&](const QPoint& at) { return distance(at, colors.surface) > 20; };
            for (const int x : {1, right - 1})
                for (const int y : {1, bottom - 1})
                    QVERIFY(isBorder({x, y}) || isBorder({x == 1 ? 2 : right - 2, y == 1 ? 2 : bottom - 2}));
            QVERIFY(distance(QPoint(right / 2, bottom - 2), colors.surface) < 12); // and nothing gapes inside
        }
    }

    void textHasContrast_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("light") << static_cast<int>(ThemeKind::Light);
        QTest::newRow("dark") << static_cast<int>(ThemeKind::Dark);
    }

    void textHasContrast()
    {
        QFETCH(int, kind);
        const ThemeColors c = themeColors(static_cast<ThemeKind>(kind));
        const std::vector<std::pair<const char*, QColor>> texts{{"text", c.text},
                                                                {"textMuted", c.textMuted},
                                                                {"accent", c.accent},
                                                                {"good", c.good},
                                                                {"warning", c.warning},
                                                                {"alarm", c.alarm},
                                                                {"idle", c.idle},
                                                                {"requestReply", c.requestReply},
                                                                {"publishSubscribe", c.publishSubscribe},
                                                                {"pipeline", c.pipeline},
                                                                {"exclusivePair", c.exclusivePair},
                                                                {"raw", c.raw}};
        const std::vector<std::pair<const char*, QColor>> grounds{
            {"window", c.window}, {"surface", c.surface}, {"raised", c.raised}, {"canvas", c.canvas}};
        for (const auto& [textName, text] : texts) {
            for (const auto& [groundName, ground] : grounds) {
                const double ratio = contrastRatio(text, ground);
                QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3")
                                                      .arg(QLatin1String(textName), QLatin1String(groundName))
                                                      .arg(ratio)));
            }
        }
        QVERIFY(contrastRatio(c.textOnAccent, c.accent) >= 4.5);
        QVERIFY(contrastRatio(c.textOnAccent, c.good) >= 4.5);
        QVERIFY(contrastRatio(c.text, c.hover) >= 4.5);
    }

    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x767676), Qt::white) - 4.54) < 0.01);
    }

    // A type is told by its glyph within its colour, so no two of one pattern may look alike.
    void typesOfOnePatternHaveGlyphsOfTheirOwn()
    {
        for (const SocketTypeInfo& one : socketTypes()) {
            QVERIFY(!typeGlyphPath(one.type).strokes.isEmpty());
            for (const SocketTypeInfo& other : socketTypes()) {
                if (one.type != other.type && one.pattern == other.pattern && one.pattern != Pattern::Draft) {
                    QVERIFY2(glyphImage(one.type) != glyphImage(other.type), one.name.data());
                }
            }
        }
    }

    void figuresHaveDigitsOfOneWidth()
    {
        for (const QFont& font : {Theme::instance().figureFont(), Theme::instance().smallFigureFont()}) {
            const QFontMetricsF metrics(font);
            QCOMPARE(metrics.horizontalAdvance(QStringLiteral("1111111")),
                     metrics.horizontalAdvance(QStringLiteral("0000000")));
            QCOMPARE(metrics.horizontalAdvance(QStringLiteral("4747474")),
                     metrics.horizontalAdvance(QStringLiteral("0000000")));
        }
    }

    void applyingAThemeReachesTheWidgets()
    {
        Theme::instance().apply(ThemeKind::Dark);
        QCOMPARE(QWidget().palette().color(QPalette::WindowText), Theme::instance().colors().text);
        QSignalSpy changes(&Theme::instance(), &Theme::changed);
        Theme::instance().apply(ThemeKind::Light);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(QWidget().palette().color(QPalette::Window), Theme::instance().colors().window);
    }

    void iconsFollowTheTheme()
    {
        const QIcon icon = Theme::instance().icon(QStringLiteral("stop"));
        QVERIFY(!icon.isNull());
        Theme::instance().apply(ThemeKind::Light);
        const QImage light = icon.pixmap(32).toImage();
        Theme::instance().apply(ThemeKind::Dark);
        const QImage dark = icon.pixmap(32).toImage();
        QVERIFY(light != dark);
        Theme::instance().apply(ThemeKind::Light);
    }

    void everyIconCanBeDrawn()
    {
        const auto resources = resourceFolder();
        QVERIFY(resources.has_value());
        const QDir folder(QString::fromStdString((*resources / "icons").string()));
        const QStringList files = folder.entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 40);
        for (const QString& file : files) {
            if (file == QLatin1String("zeroloom.svg")) {
                continue; // the program's own, in its own colours
            }
            QVERIFY2(QSvgRenderer(folder.filePath(file)).isValid(), qPrintable(file));
            QFile svg(folder.filePath(file));
            QVERIFY(svg.open(QIODevice::ReadOnly));
            const QByteArray content = svg.readAll();
            QVERIFY2(content.contains("currentColor"), qPrintable(file));
            QVERIFY2(content.contains("stroke-width=\"1.5\""), qPrintable(file));
        }
    }

    void figuresReadAsPeopleWriteThem()
    {
        QCOMPARE(countText(13402), QStringLiteral("13,402"));
        QCOMPARE(countText(999), QStringLiteral("999"));
        QCOMPARE(countText(18446744073709551615ULL), QStringLiteral("18,446,744,073,709,551,615"));
        QCOMPARE(rateText(0), QStringLiteral("0/s"));
        QCOMPARE(rateText(0.5), QStringLiteral("0.5/s"));
        QCOMPARE(rateText(334.4), QStringLiteral("334/s"));
        QCOMPARE(rateText(12345), QStringLiteral("12,345/s"));
        QCOMPARE(rateText(123456), QStringLiteral("123 k/s"));
        QCOMPARE(rateText(1234567), QStringLiteral("1.2 M/s"));
        QCOMPARE(rateText(std::nan("")), QStringLiteral("—"));
        QCOMPARE(bytesText(512), QStringLiteral("512 B"));
        QCOMPARE(bytesText(1536), QStringLiteral("1.5 KiB"));
        QCOMPARE(byteRateText(21504), QStringLiteral("21 KiB/s"));
        QCOMPARE(microsecondsText(86), QStringLiteral("86 µs"));
        QCOMPARE(microsecondsText(9600), QStringLiteral("9.6 ms"));
        QCOMPARE(microsecondsText(999.9), QStringLiteral("1 ms"));
        QCOMPARE(microsecondsText(9.9e6), QStringLiteral("9.9 s"));
        QCOMPARE(durationText(134), QStringLiteral("00:02:14"));
        QCOMPARE(durationText(100 * 3600), QStringLiteral("100:00:00"));
        QCOMPARE(figureText(Figure<std::uint64_t>{}), QStringLiteral("—"));
        QCOMPARE(figureText(Figure<std::uint64_t>::exact(0)), QStringLiteral("0"));
    }

    // No two commands on one key, and each with its icon where it names one.
    void shortcutsAreUnique()
    {
        QWidget window;
        const WindowActions actions = makeActions(&window);
        QMap<QString, QString> owners;
        for (const QAction* action : listed(actions)) {
            QVERIFY(!action->text().isEmpty());
            for (const QKeySequence& key : action->shortcuts()) {
                const QString name = key.toString();
                QVERIFY2(!name.isEmpty(), qPrintable(action->text()));
                QVERIFY2(!owners.contains(name), qPrintable(name + QStringLiteral(": ") + action->text() +
                                                            QStringLiteral(" and ") + owners.value(name)));
                owners.insert(name, action->text());
            }
        }
        QCOMPARE(actions.run->shortcut(), QKeySequence(Qt::Key_F5));
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
