#include "CSanitizer.h"

bool a_sanitizer_is_on(void) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return true;
#else
  return false;
#endif
}

bool the_thread_sanitizer_is_on(void) { return __has_feature(thread_sanitizer); }
