# SPDX-License-Identifier: MIT
# Run by the build where there is no Qt Svg: makes the DRAWINGS images in the folder IMAGES, and images.qrc beside them.
file(MAKE_DIRECTORY ${IMAGES})
set(list "<RCC>\n<qresource prefix=\"/icons\">\n")
foreach(drawing IN LISTS DRAWINGS)
    get_filename_component(name ${drawing} NAME_WE)
    # Those of iconimage_images.cpp.
    foreach(size 16 20 24 32 48 64 128)
        execute_process(
            COMMAND ${RSVG_CONVERT} --width ${size} --height ${size} --output ${IMAGES}/${name}@${size}.png ${drawing}
            COMMAND_ERROR_IS_FATAL ANY)
        string(APPEND list "<file>${name}@${size}.png</file>\n")
    endforeach()
endforeach()
file(WRITE ${IMAGES}/images.qrc "${list}</qresource>\n</RCC>\n")
