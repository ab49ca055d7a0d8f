// SPDX-License-Identifier: MIT
#include "widgets/outputencodingmenu.h"

#include "widgets/outputview.h"

#include <QActionGroup>

namespace Spawnscope {

namespace {

struct Script
{
    const char *name;
    QByteArrayList encodings;
};

QList<Script> scripts()
{
    return {
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Western European"),
         {"ISO-8859-1", "ISO-8859-15", "windows-1252", "IBM850", "IBM437", "macintosh"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Central European"),
         {"ISO-8859-2", "windows-1250"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Northern European"),
         {"ISO-8859-4", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14", "windows-1257"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "C&yrillic"),
         {"KOI8-R", "KOI8-U", "windows-1251", "ISO-8859-5", "IBM866"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Greek"),
         {"ISO-8859-7", "windows-1253"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Turkish"),
         {"ISO-8859-9", "windows-1254"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Hebrew"),
         {"ISO-8859-8", "windows-1255"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Arabic"),
         {"ISO-8859-6", "windows-1256"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&South-East Asian"),
         {"windows-874", "windows-1258"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Japanese"), {"Shift_JIS", "EUC-JP"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "C&hinese"),
         {"GBK", "GB18030", "Big5", "Big5-HKSCS"}},
        {QT_TRANSLATE_NOOP("Spawnscope::OutputEncodingMenu", "&Korean"), {"EUC-KR"}},
    };
}

} // namespace

OutputEncodingMenu::OutputEncodingMenu(OutputView *view, QWidget *parent)
    : QMenu(tr("&Encoding"), parent)
    , m_view(view)
    , m_actions(new QActionGroup(this))
{
    setToolTipsVisible(true);
    addEncoding(this, TextEncoding(), tr("&UTF-8"));
    if (const auto system = TextEncoding::named("System"))
        addEncoding(this, *system, tr("That of the S&ystem"));
    addSeparator();
    for (const Script &script : scripts()) {
        QMenu *menu = nullptr;
        for (const QByteArray &name : script.encodings) {
            const auto encoding = TextEncoding::named(name);
            if (!encoding)
                continue;
            if (!menu)
                menu = addMenu(tr(script.name));
            addEncoding(menu, *encoding, QString::fromLatin1(name));
        }
    }
    addSeparator();
    QAction *others = addAction(tr("UTF-16 and UTF-32 cannot be shown as lines"));
    others->setEnabled(false);
    connect(view, &OutputView::encodingChanged, this, &OutputEncodingMenu::showCurrent);
    showCurrent();
}

void OutputEncodingMenu::addEncoding(QMenu *menu, const TextEncoding &encoding, const QString &text)
{
    QAction *action = m_actions->addAction(text);
    action->setCheckable(true);
    action->setData(encoding.name());
    menu->addAction(action);
    connect(action, &QAction::triggered, this, [this, encoding] { m_view->setEncoding(encoding); });
}

void OutputEncodingMenu::showCurrent()
{
    for (QAction *action : m_actions->actions()) {
        if (action->data().toByteArray() == m_view->encoding().name())
            action->setChecked(true);
    }
}

} // namespace Spawnscope
