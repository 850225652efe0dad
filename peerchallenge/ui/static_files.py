"""Static files under names that change with their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites `import … from "./x.js"`, so that our modules find each other's hashed names."""

    support_js_module_import_aggregation = True
