new ResizeObserver(() => parent.postMessage({amasiaHeight: Math.ceil(document.documentElement.getBoundingClientRect().height)}, '*')).observe(document.documentElement);
