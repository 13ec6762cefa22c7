// A header-only target needs one source file.
#include "CNumerics.h"
