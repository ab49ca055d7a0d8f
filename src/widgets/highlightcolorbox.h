// SPDX-License-Identifier: MIT
#pragma once

#include "models/highlightrule.h"

#include <QComboBox>

namespace Spawnscope {

/// Lets one of the colours to highlight with be chosen, or any other.
class HighlightColorBox final : public QComboBox
{
    Q_OBJECT

public:
    enum class Role : quint8 { Text, Background };

    explicit HighlightColorBox(QWidget *parent = nullptr);
    void setRole(Role role); ///< which shades the swatches have

    HighlightColor color() const { return m_color; }
    void setColor(const HighlightColor &color); ///< emits nothing

Q_SIGNALS:
    void colorChosen(const Spawnscope::HighlightColor &color);

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintSwatches();
    QIcon swatch(const HighlightColor &color) const;
    void choose(int index);
    void askForColor();

    HighlightColor m_color;
    Role m_role = Role::Text;
};

} // namespace Spawnscope
